"""When a link worker sees people: their week, single days, leave, and how they may be booked.

Nothing that is booked is moved or cancelled by a change of hours: actions/booking/collisions.py
lists it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, cast

from actions.basis.audit import record
from actions.basis.errors import NotAllowed, NotFound, WrongField
from actions.basis.work import Work
from actions.booking.who_keeps_visits import keeps_visits
from storage.models import Availability, CalendarRules, DayHours, Leave
from storage.models.day_hours import DayKind

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
LONGEST_LEAVE = timedelta(days=366)
FURTHEST_AHEAD = timedelta(days=10 * 366)
"""A day in the year 2206 is one of this year with a slip of the finger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekHours:
    """One stretch of a week; `weekday` 0 is Monday, times are local "HH:MM"."""

    weekday: int
    from_time: str
    to_time: str
    modes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """None for what follows the practice; minutes, hours and weeks as they are named."""

    minutes_before: int = 0
    minutes_after: int = 0
    notice_hours: int | None = None
    weeks_ahead: int | None = None


LIMITS: Final[Mapping[str, tuple[str, int]]] = {
    "minutes_before": ("Minutes before a visit", 120),
    "minutes_after": ("Minutes after a visit", 120),
    "notice_hours": ("Hours of notice", 24 * 14),
    "weeks_ahead": ("Weeks ahead", 26),
}
"""What each of the `Rules` is called, and the most that it can be."""


def problem_of(from_time: str, to_time: str) -> str:
    """What is wrong with a stretch, in words for its field; "" for a good one."""
    if not _CLOCK.fullmatch(from_time) or not _CLOCK.fullmatch(to_time):
        return "Write both times, such as 09:30 and 12:00."
    return "" if from_time < to_time else "The end must be later than the start."


async def set_week(work: Work, link_worker_id: str, week: Sequence[WeekHours]) -> None:
    """Replace the week; raises NotAllowed for a stretch that is wrong or overlaps another."""
    await require_link_worker(work, link_worker_id)
    for place, one in enumerate(week):
        problem = problem_of(one.from_time, one.to_time)
        if problem:
            raise NotAllowed(problem)
        if any(_overlaps(one, other) for other in week[place + 1 :]):
            raise NotAllowed("Two stretches of one day overlap.")
    old = await work.uow.availability.of_practice(work.practice.id, link_worker_id)
    begins = max((one.valid_from for one in old if one.valid_from), default=None)
    for row in old:
        await work.uow.availability.remove(row)
    work.uow.availability.add_all(
        Availability(
            practice_id=work.practice.id,
            link_worker_id=link_worker_id,
            weekday=one.weekday,
            from_time=one.from_time,
            to_time=one.to_time,
            modes=list(one.modes),
            valid_from=begins if begins and begins > day_at_practice(work) else None,
        )
        for one in week
    )
    _changed(work, link_worker_id, "week")


async def add_day(
    work: Work,
    link_worker_id: str,
    day: date,
    kind: str,
    from_time: str,
    to_time: str,
    modes: Sequence[str],
) -> None:
    """Make one day differ from its week; raises WrongField for one that is past or wrong."""
    await require_link_worker(work, link_worker_id)
    if kind not in ("none", "extra", "instead"):
        raise WrongField("kind", "Say what is different that day.")
    if day < day_at_practice(work):
        raise WrongField("day", "That day is past.")
    if day - day_at_practice(work) > FURTHEST_AHEAD:
        raise WrongField("day", "That day is more than ten years away.")
    problem = "" if kind == "none" else problem_of(from_time, to_time)
    if problem:
        raise WrongField("from", problem)
    same = await work.uow.day_hours.of_worker(work.practice.id, link_worker_id, day)
    for one in same:
        # Whoever is away sees nobody; a day with other hours is not away.
        if one.day == day and (kind == "none" or one.kind == "none"):
            await work.uow.day_hours.remove(one)
    work.uow.day_hours.add(
        DayHours(
            practice_id=work.practice.id,
            link_worker_id=link_worker_id,
            day=day,
            kind=cast(DayKind, kind),
            from_time=None if kind == "none" else from_time,
            to_time=None if kind == "none" else to_time,
            modes=[] if kind == "none" else list(modes),
        )
    )
    _changed(work, link_worker_id, "day")


async def remove_day(work: Work, link_worker_id: str, entry_id: str) -> None:
    """That day is as its week says again; raises NotFound."""
    entry = await work.uow.day_hours.get(entry_id)
    if entry is None or (entry.practice_id, entry.link_worker_id) != (
        work.practice.id,
        link_worker_id,
    ):
        raise NotFound("There is no such day.")
    await work.uow.day_hours.remove(entry)
    _changed(work, link_worker_id, "day")


async def add_leave(work: Work, link_worker_id: str, first: date, last: date) -> None:
    """Whole days, both included; raises WrongField for days that are past or the wrong way."""
    await require_link_worker(work, link_worker_id)
    if last < first:
        raise WrongField("last", "The last day must not be before the first.")
    if last < day_at_practice(work):
        raise WrongField("first", "Those days are past.")
    if last - day_at_practice(work) > FURTHEST_AHEAD:
        raise WrongField("last", "Those days are more than ten years away.")
    if last - first > LONGEST_LEAVE:
        raise WrongField("last", "Leave can be a year long at most.")
    work.uow.availability.add_leave(
        Leave(
            link_worker_id=link_worker_id,
            starts_at=_midnight(work, first),
            ends_at=_midnight(work, last + timedelta(days=1)),
        )
    )
    _changed(work, link_worker_id, "leave")


async def remove_leave(work: Work, link_worker_id: str, leave_id: str) -> None:
    """The link worker is there after all; raises NotFound."""
    leave = await work.uow.availability.get_leave(leave_id)
    if leave is None or leave.link_worker_id != link_worker_id:
        raise NotFound("There is no such leave.")
    await work.uow.availability.remove_leave(leave)
    _changed(work, link_worker_id, "leave")


async def set_rules(work: Work, link_worker_id: str, rules: Rules) -> None:
    """How this link worker may be booked; raises WrongField for numbers out of reason."""
    await require_link_worker(work, link_worker_id)
    for name, (words, most) in LIMITS.items():
        value = getattr(rules, name)
        if value is not None and not 0 <= value <= most:
            raise WrongField(name, f"{words} can be {most} at most.")
    if rules.weeks_ahead == 0:
        raise WrongField("weeks_ahead", "Weeks ahead must be 1 at least.")
    kept = await work.uow.calendar_rules.of_worker(work.practice.id, link_worker_id)
    if kept is None:
        kept = work.uow.calendar_rules.add(
            CalendarRules(practice_id=work.practice.id, link_worker_id=link_worker_id)
        )
    kept.minutes_before, kept.minutes_after = rules.minutes_before, rules.minutes_after
    kept.notice_hours, kept.weeks_ahead = rules.notice_hours, rules.weeks_ahead
    _changed(work, link_worker_id, "rules")


async def require_link_worker(work: Work, staff_id: str) -> None:
    """Raises NotFound for who does not see people at this practice."""
    if not await keeps_visits(work, staff_id):
        raise NotFound("There is no such link worker.")


def day_at_practice(work: Work) -> date:
    return work.now.astimezone(work.timezone).date()


def _overlaps(one: WeekHours, other: WeekHours) -> bool:
    return (
        one.weekday == other.weekday
        and one.from_time < other.to_time
        and other.from_time < one.to_time
    )


def _midnight(work: Work, day: date) -> datetime:
    return datetime.combine(day, time(), work.timezone).astimezone(UTC)


def _changed(work: Work, link_worker_id: str, what: str) -> None:
    record(work, "changed_hours", link_worker_id, subject_type="staff", detail={"what": what})
