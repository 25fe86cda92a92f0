"""When a link worker sees people on one day: their week, and what is otherwise that day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from storage.models import Availability, DayHours


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From when to when, in the practice's local time "HH:MM"."""

    link_worker_id: str
    from_time: str
    to_time: str
    modes: tuple[str, ...]


def stretches_on(
    day: date,
    shifts: Sequence[Availability],
    single_days: Mapping[date, Sequence[DayHours]],
) -> list[Stretch]:
    """The stretches of every link worker on `day`; bank holidays and leave are not known here."""
    special = single_days.get(day, ())
    away_from_week = {one.link_worker_id for one in special if one.kind != "extra"}
    usual = [
        _stretch(shift, shift.from_time, shift.to_time)
        for shift in shifts
        if _is_worked(shift, day) and shift.link_worker_id not in away_from_week
    ]
    other = [
        _stretch(one, one.from_time, one.to_time)
        for one in special
        if one.kind != "none" and one.from_time and one.to_time
    ]
    return sorted(usual + other, key=lambda one: one.from_time) if other else usual


def _stretch(of: Availability | DayHours, from_time: str, to_time: str) -> Stretch:
    return Stretch(
        link_worker_id=of.link_worker_id,
        from_time=from_time,
        to_time=to_time,
        modes=tuple(of.modes),
    )


def _is_worked(shift: Availability, day: date) -> bool:
    return (
        shift.weekday == day.weekday()
        and (shift.valid_from is None or shift.valid_from <= day)
        and (shift.valid_to is None or day <= shift.valid_to)
    )
