"""When a practice may text: per weekday, never earlier or later than people expect to be texted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from actions.basis.errors import NotAllowed
from actions.basis.work import Work
from actions.practice.change_settings import change_settings
from storage.models import SendingDay

EARLIEST = "09:00"
LATEST = "20:00"


def problem_of(day: SendingDay) -> str:
    """What is wrong with the hours of a day: "from", "to", "order", or "" if nothing is."""
    if not is_time(day.from_time) or day.from_time < EARLIEST:
        return "from"
    if not is_time(day.to_time) or day.to_time > LATEST:
        return "to"
    return "" if day.from_time < day.to_time else "order"


async def set_sending_hours(work: Work, days: Sequence[SendingDay]) -> None:
    """Keep these days and no other; raises NotAllowed for none, or hours outside the limits."""
    if not days or any(problem_of(day) for day in days):
        raise NotAllowed(f"Texts may be sent between {EARLIEST} and {LATEST}, on some day.")
    week = tuple(sorted(days, key=lambda day: day.weekday))
    hours = {(day.from_time, day.to_time) for day in week}
    is_same_every_day = len(week) == 7 and len(hours) == 1
    await change_settings(
        work,
        "set_sending_hours",
        # The widest hours stand for the week where only one pair can be shown.
        sending_from=min(day.from_time for day in week),
        sending_to=max(day.to_time for day in week),
        sending_week=() if is_same_every_day else week,
    )


def is_time(text: str) -> bool:
    """Whether it is a time of day, written "HH:MM"."""
    try:
        return f"{time.fromisoformat(text):%H:%M}" == text
    except ValueError:
        return False
