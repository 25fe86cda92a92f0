"""Working days between two days: Monday to Friday, without Scotland's bank holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.delivery.holidays import is_bank_holiday
from bot.staff.presenters.reports.period import Period
from storage.views.reports.waits import AskedOn

WITHIN: Final = (1, 2, 5)
"""In how many working days people should meet somebody, as reports count it."""
_SATURDAY: Final = 5


def is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and not is_bank_holiday(day)


def due_by(asked: date, working_days: int) -> date:
    """The last day within so many working days of `asked`: the next working day is the first."""
    day, left = asked, working_days
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return day


def calendar_of(period: Period, timezone: str) -> list[AskedOn]:
    """Each day of the period, with the midnights before which WITHIN asks for a human."""
    zone, days = ZoneInfo(timezone), (period.end - period.first).days
    return [
        AskedOn(
            start=_midnight(day, zone),
            end=_midnight(day + timedelta(days=1), zone),
            dues=tuple(
                _midnight(due_by(day, within) + timedelta(days=1), zone) for within in WITHIN
            ),
        )
        for day in (period.first + timedelta(days=number) for number in range(days))
    ]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone).astimezone(UTC)
