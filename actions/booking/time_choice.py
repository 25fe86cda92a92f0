"""The value of the slot `time_choice`: an offered time, words about time, or no appointment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from actions.basis.case import Case
from actions.basis.words import Words
from actions.booking.offers import FreeTime, Wanted
from storage.models.appointment import Mode

NO_APPOINTMENT = "none"
OFFERED_SLOT = "times_offered"
"""Holds the times last on offer, when they were, and which of them was taken."""
CALLED_OFF_SLOT = "called_off"
"""Holds the time that the person called off last, as a button's value, and when they did."""
MOVED_FROM_SLOT = "moved_from"
"""Holds the time that the person moved from last, as a button's value, the time that they moved to,
and when they did."""
OR_KEEP = "or_keep"
"""Says of words about time that what is booked is to stay where they cannot be met."""
_FREE = "free:"


def token(free: FreeTime) -> str:
    """A free time as a button's value: "free:<start>;<link worker>;<mode>"."""
    return token_of(free.starts_at, free.link_worker_id, free.mode)


def token_of(starts_at: datetime, link_worker_id: str, mode: str) -> str:
    """As `token`, of a time that need not be free."""
    return f"{_FREE}{starts_at.isoformat()};{link_worker_id};{mode}"


def chosen(value: Any) -> tuple[datetime, str, str] | None:
    """(start, link worker, mode) of an offered time; None for anything else."""
    if not isinstance(value, str) or not value.startswith(_FREE):
        return None
    parts = value.removeprefix(_FREE).split(";")
    if len(parts) != 3:
        return None
    return datetime.fromisoformat(parts[0]).astimezone(UTC), parts[1], parts[2]


def wanted(value: Any) -> Wanted | None:
    """What words about time asked for; None when the value asks for no time."""
    if not isinstance(value, Mapping):
        return None
    exact, way = value.get("exact"), value.get("way")
    if not exact and not value.get("windows") and not way:
        return None
    return Wanted(
        windows=tuple((_time(a), _time(b)) for a, b in value.get("windows") or ()),
        exact=_time(exact) if exact else None,
        mode=str(way) if way else None,
    )


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def title(words: Words, when: str, mode: Mode | str) -> str:
    """A free time as people read it: "Tue 24 Nov, 10am by phone"."""
    return f"{when} {words.text(f'utter_mode_{mode}')}"


def within_reach(case: Case, wish: Wanted | None, slots: Mapping[str, Any]) -> Wanted | None:
    """Who chats in a browser and gave no number cannot be rung: then only a visit can be kept. Who
    said that they cannot use the phone is not offered it, unless it is what they ask for now."""
    if case.patient.channel == "web" and case.patient.phone is None:
        return replace(wish or Wanted(), mode="in_person")
    if slots.get("no_phone") and (wish is None or wish.mode != "phone"):
        return replace(wish or Wanted(), never_by=frozenset(("phone",)))
    return wish
