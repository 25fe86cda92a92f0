"""When texts may be sent and when the team reads them, in the practice's own time zone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.delivery.clock_text import day_text, hour_text
from bot.delivery.holidays import is_bank_holiday

_LONGEST_CLOSURE_DAYS = 35
"""A team of one weekday may find it a holiday twice running, at Christmas and at New Year, and is
away for three weeks then; and some to spare."""


class SendingDay(Protocol):
    """Local times "HH:MM" between which texts may be sent on a weekday (0 is Monday)."""

    @property
    def weekday(self) -> int: ...
    @property
    def from_time(self) -> str: ...
    @property
    def to_time(self) -> str: ...


class SendingHours(Protocol):
    """Local times "HH:MM" between which texts may be sent every day, up to "24:00"; or, where
    `sending_week` has any, on its days alone."""

    @property
    def sending_from(self) -> str: ...
    @property
    def sending_to(self) -> str: ...
    @property
    def sending_week(self) -> Sequence[SendingDay]: ...


class TeamHours(Protocol):
    """Weekdays (0 is Monday) and local times "HH:MM" at which the team reads messages."""

    @property
    def team_days(self) -> Sequence[int]: ...
    @property
    def team_from(self) -> str: ...
    @property
    def team_to(self) -> str: ...


def is_open(now: datetime, settings: SendingHours, timezone: str) -> bool:
    """Whether a text may be sent at `now`; holidays are days like others."""
    local = now.astimezone(ZoneInfo(timezone))
    hours = _sending_on(local.date(), settings)
    return hours is not None and _is_between(local.time(), *hours)


def next_opening(now: datetime, settings: SendingHours, timezone: str) -> datetime:
    """`now` if texts may be sent, else the first moment that they may; aware UTC."""

    def opens_on(day: date) -> time | None:
        hours = _sending_on(day, settings)
        return hours[0] if hours else None

    return _first_open(
        now,
        opens_on=opens_on,
        timezone=timezone,
        is_open_at=lambda moment: is_open(moment, settings, timezone),
    )


def last_moment_before(now: datetime, settings: SendingHours, timezone: str) -> datetime:
    """An hour before texts stop on the last sending day before `now`, or when it opens if that is
    later; `now` where no day has sending hours. Aware UTC, and never after `now`."""
    zone = ZoneInfo(timezone)
    today = now.astimezone(zone).date()
    for days in range(_LONGEST_CLOSURE_DAYS):
        day = today - timedelta(days=days)
        hours = _sending_on(day, settings)
        if hours is None or hours[0] >= hours[1]:
            continue
        opens, closes = (datetime.combine(day, each, zone).astimezone(UTC) for each in hours)
        moment = max(opens, closes - timedelta(hours=1))
        if moment <= now:
            return moment
    return now


def seconds_until_closing(now: datetime, settings: SendingHours, timezone: str) -> int:
    """How long texts may still be sent from `now` on; 0 when they may not, a day at the most."""
    zone = ZoneInfo(timezone)
    today = now.astimezone(zone).date()
    hours = _sending_on(today, settings)
    if hours is None or not is_open(now, settings, timezone):
        return 0
    candidates = (datetime.combine(today + timedelta(days=n), hours[1], zone) for n in (0, 1))
    ends = next(moment for moment in candidates if moment.astimezone(UTC) > now)
    return min(int((ends.astimezone(UTC) - now).total_seconds()), 86_400)


def sending_hours_on(day: date, settings: SendingHours) -> tuple[str, str] | None:
    """From when to when texts are sent on this day, "HH:MM"; None on a day without texts."""
    if not settings.sending_week:
        return settings.sending_from, settings.sending_to
    for each in settings.sending_week:
        if each.weekday == day.weekday():
            return each.from_time, each.to_time
    return None


def _sending_on(day: date, settings: SendingHours) -> tuple[time, time] | None:
    hours = sending_hours_on(day, settings)
    return (time_of_day(hours[0]), time_of_day(hours[1])) if hours else None


def team_is_open(now: datetime, settings: TeamHours, timezone: str) -> bool:
    """Whether the team reads messages at `now`: its days and hours, no bank holidays."""
    local = now.astimezone(ZoneInfo(timezone))
    return _is_team_day(local.date(), settings) and _is_between(
        local.time(), time_of_day(settings.team_from), time_of_day(settings.team_to)
    )


def next_team_opening(now: datetime, settings: TeamHours, timezone: str) -> datetime:
    """`now` if the team is there, else when it next is; `now` for a team with no days."""
    return _first_open(
        now,
        opens_on=lambda day: time_of_day(settings.team_from),
        timezone=timezone,
        is_open_at=lambda moment: team_is_open(moment, settings, timezone),
    )


def back_after_holiday(now: datetime, settings: TeamHours, timezone: str) -> datetime | None:
    """When the team is next there, where a bank holiday keeps it away until then; aware UTC.

    None on other days: their hours say it.
    """
    zone = ZoneInfo(timezone)
    today = now.astimezone(zone).date()
    if not _may_be_kept_away(today, tuple(settings.team_days)):
        return None  # as on most days of the year; every turn asks
    opening = next_team_opening(now, settings, timezone)
    away = (opening.astimezone(zone).date() - today).days
    missed = (today + timedelta(days=days) for days in range(away))
    is_kept = any(day.weekday() in settings.team_days and is_bank_holiday(day) for day in missed)
    return opening if is_kept else None


@lru_cache(maxsize=64)
def _may_be_kept_away(today: date, team_days: tuple[int, ...]) -> bool:
    """Whether today, or the next day that is the team's but for that, is a bank holiday."""
    later = (today + timedelta(days=days) for days in range(1, 8))
    next_day = next((day for day in later if day.weekday() in team_days), today)
    return is_bank_holiday(today) or is_bank_holiday(next_day)


def team_hours_text(settings: TeamHours, language: str = "en") -> str:
    """The team's hours as few characters as can be said: "Mon-Fri 9am-5pm"."""
    return _hours_text(tuple(settings.team_days), settings.team_from, settings.team_to, language)


@lru_cache(maxsize=256)
def _hours_text(days: tuple[int, ...], opens: str, closes: str, language: str) -> str:
    names = [day_text(day, language) for day in range(7)]
    hours = "-".join(hour_text(time_of_day(each), language) for each in (opens, closes))
    return f"{_days_text(days, names)} {hours}".strip()


def time_of_day(text: str) -> time:
    """Read "09:00"; "24:00" is the midnight at the end of the day."""
    return time(0) if text == "24:00" else time.fromisoformat(text)


def _is_between(moment: time, start: time, end: time) -> bool:
    if start < end:
        return start <= moment < end
    return moment >= start or moment < end  # over midnight; equal times: all day


def _is_team_day(day: date, settings: TeamHours) -> bool:
    return day.weekday() in settings.team_days and not is_bank_holiday(day)


def _first_open(
    now: datetime,
    *,
    opens_on: Callable[[date], time | None],
    timezone: str,
    is_open_at: Callable[[datetime], bool],
) -> datetime:
    if is_open_at(now):
        return now
    zone = ZoneInfo(timezone)
    today = now.astimezone(zone).date()
    for days in range(_LONGEST_CLOSURE_DAYS):
        opens = opens_on(today + timedelta(days=days))
        if opens is None:
            continue
        # 01:30 comes twice on the last Sunday of October, and never on that of March:
        # going through UTC moves a time that does not exist to the one the clock shows.
        for fold in (0, 1):
            local = datetime.combine(today + timedelta(days=days), opens, zone)
            moment = local.replace(fold=fold).astimezone(UTC)
            if moment >= now and is_open_at(moment):
                return moment
    return now


def _days_text(days: Sequence[int], names: Sequence[str]) -> str:
    """Runs of three days or more as "Mon-Fri", others one by one: "Mon, Wed, Fri"."""
    parts: list[str] = []
    ordered = sorted(set(days))
    for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0]):
        members = [names[day] for _, day in run]
        parts += [f"{members[0]}-{members[-1]}"] if len(members) > 2 else members
    return ", ".join(parts)
