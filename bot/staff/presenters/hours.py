"""A link worker's hours as they may change them, and the visits that changes collide with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from actions.booking.collisions import Collision
from bot.delivery.holidays import bank_holidays
from bot.staff.presenters.person import full_name
from storage.models import Availability, CalendarRules, DayHours, Leave

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class CollisionShown:
    address: str
    starts_at: datetime
    who: str
    with_name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayShown:
    """Two stretches at most, each a pair of from and to, "" where there is none."""

    number: int
    name: str
    stretches: tuple[tuple[str, str], tuple[str, str]]
    modes: tuple[str, ...]
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayShown:
    id: str
    day: date
    kind: str
    from_time: str
    to_time: str
    modes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveShown:
    """Whole days, both included."""

    id: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesShown:
    """As typed or kept; "" follows the practice."""

    minutes_before: str
    minutes_after: str
    notice_hours: str
    weeks_ahead: str


def present_collision(one: Collision, names: Mapping[str, str]) -> CollisionShown:
    visit = one.appointment
    return CollisionShown(
        address=f"/staff/appointments/{visit.id}",
        starts_at=visit.starts_at,
        who=full_name(one.patient),
        with_name=names.get(visit.link_worker_id, ""),
        why=one.why,
    )


def present_week(rows: Sequence[Availability], modes: Sequence[str]) -> tuple[WeekdayShown, ...]:
    """The seven days; a day without hours is ready to be given some, with every way of meeting."""
    return tuple(_weekday(number, rows, modes) for number in range(7))


def _weekday(number: int, rows: Sequence[Availability], modes: Sequence[str]) -> WeekdayShown:
    mine = [one for one in rows if one.weekday == number]
    pairs = [(one.from_time, one.to_time) for one in mine][:2]
    pairs += [("", "")] * (2 - len(pairs))
    used = {mode for one in mine for mode in one.modes}
    return WeekdayShown(
        number=number,
        name=WEEKDAYS[number],
        stretches=(pairs[0], pairs[1]),
        modes=tuple(mode for mode in modes if mode in used or not mine),
    )


def typed_week(
    form: Mapping[str, str], modes: Sequence[str], errors: Mapping[int, str]
) -> tuple[WeekdayShown, ...]:
    """What was typed into a week that was refused."""
    return tuple(
        WeekdayShown(
            number=number,
            name=WEEKDAYS[number],
            stretches=(_pair(form, number, "a"), _pair(form, number, "b")),
            modes=tuple(mode for mode in modes if form.get(f"mode-{number}-{mode}")),
            error=errors.get(number, ""),
        )
        for number in range(7)
    )


def _pair(form: Mapping[str, str], number: int, part: str) -> tuple[str, str]:
    return form.get(f"from-{number}-{part}", ""), form.get(f"to-{number}-{part}", "")


def present_days(rows: Sequence[DayHours]) -> tuple[DayShown, ...]:
    return tuple(
        DayShown(
            id=one.id,
            day=one.day,
            kind=one.kind,
            from_time=one.from_time or "",
            to_time=one.to_time or "",
            modes=tuple(one.modes),
        )
        for one in rows
    )


def present_leave(rows: Sequence[Leave], zone: ZoneInfo) -> tuple[LeaveShown, ...]:
    return tuple(
        LeaveShown(
            id=one.id,
            first=one.starts_at.astimezone(zone).date(),
            last=(one.ends_at - timedelta(seconds=1)).astimezone(zone).date(),
        )
        for one in rows
    )


def present_rules(kept: CalendarRules | None, form: Mapping[str, str] | None) -> RulesShown:
    """What is kept, or what was typed into a form that was refused."""
    if form is not None:
        return RulesShown(
            minutes_before=form.get("minutes_before", ""),
            minutes_after=form.get("minutes_after", ""),
            notice_hours=form.get("notice_hours", ""),
            weeks_ahead=form.get("weeks_ahead", ""),
        )
    return RulesShown(
        minutes_before=str(kept.minutes_before if kept else 0),
        minutes_after=str(kept.minutes_after if kept else 0),
        notice_hours=_or_nothing(kept.notice_hours if kept else None),
        weeks_ahead=_or_nothing(kept.weeks_ahead if kept else None),
    )


def coming_holidays(today: date) -> tuple[tuple[date, str], ...]:
    """Scotland's bank holidays of the twelve months from `today`."""
    ends = today + timedelta(days=365)
    both = {**bank_holidays(today.year), **bank_holidays(today.year + 1)}
    return tuple(sorted((day, name) for day, name in both.items() if today <= day < ends))


def _or_nothing(value: int | None) -> str:
    return "" if value is None else str(value)
