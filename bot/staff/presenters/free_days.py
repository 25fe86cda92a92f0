"""The free times that a form offers, by day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TypeAlias
from zoneinfo import ZoneInfo

from actions.booking.diary import FreeTime


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeShown:
    """A time that can be booked; `value` goes into the form."""

    value: str
    starts_at: datetime
    with_name: str


FreeDays: TypeAlias = tuple[tuple[datetime, tuple[TimeShown, ...]], ...]
"""A time of each day, with the free ones of that day."""


def free_days(
    free: Iterable[FreeTime],
    name: Callable[[str], str],
    zone: ZoneInfo,
    *,
    most: int,
    first: str | None = None,
) -> FreeDays:
    """At most the `most` soonest by the clock; a time that is free in several modes stands once.

    `name` tells a link worker's name by their id. Of two at the same hour whoever is `first` comes
    first: all times of theirs before others would hide a sooner one.
    """
    once = dict.fromkeys((one.starts_at, one.link_worker_id) for one in free)
    soonest = sorted(once, key=lambda key: (key[0], key[1] != first))[:most]
    shown = [
        TimeShown(value=f"{at.isoformat()};{worker}", starts_at=at, with_name=name(worker))
        for at, worker in soonest
    ]
    days = groupby(shown, key=lambda one: one.starts_at.astimezone(zone).date())
    grouped = [tuple(group) for _, group in days]
    return tuple((day[0].starts_at, day) for day in grouped)
