"""The time a report is of. It begins and ends with months, so that no day can be worked out by
asking for one day more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

CHOICES: Final = (
    ("this_month", "This month so far"),
    ("last_month", "Last month"),
    ("last_3_months", "The last 3 months"),
    ("year", "The last 12 months"),
    ("months", "From one month to another"),
)
USUAL: Final = "last_3_months"
MOST_MONTHS: Final = 36
_MONTH: Final = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_BACK: Final = {
    "this_month": (0, 1),
    "last_month": (1, 0),
    "last_3_months": (2, 1),
    "year": (11, 1),
}
"""How many months before this one it begins, and how many after the last one's start it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From the day `first` up to, not including, the day `end`: both firsts of a month."""

    choice: str
    first: date
    end: date
    problem: str = ""

    @property
    def last_month(self) -> date:
        return add_months(self.end, -1)

    @property
    def words(self) -> str:
        """ "October 2026", "August to October 2026" or "November 2025 to October 2026"."""
        last = self.last_month
        if self.first == last:
            return f"{last:%B %Y}"
        year = "" if self.first.year == last.year else f" {self.first.year}"
        return f"{self.first:%B}{year} to {last:%B %Y}"

    def starts_at(self, timezone: str) -> datetime:
        return _midnight(self.first, timezone)

    def ends_at(self, timezone: str) -> datetime:
        return _midnight(self.end, timezone)


def period_of(asked: Mapping[str, str], today: date) -> Period:
    """What the form asked for; what cannot be is the usual time, and `problem` says why."""
    choice = asked.get("period", USUAL)
    if choice == "months":
        return _from_to(asked.get("from", ""), asked.get("to", ""), today)
    before, after = _BACK.get(choice, _BACK[USUAL])
    return Period(
        choice=choice if choice in _BACK else USUAL,
        first=add_months(today, -before),
        end=add_months(today, after),
    )


def month_choices(today: date) -> list[tuple[str, str]]:
    """The months one may choose, the latest first."""
    months = [add_months(today, -back) for back in range(MOST_MONTHS)]
    return [(f"{month:%Y-%m}", f"{month:%B %Y}") for month in months]


def add_months(day: date, count: int) -> date:
    """The first of the month that is `count` months after that of `day`."""
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def month_in(text: str) -> date | None:
    """ "2026-10" as its first day; None for anything else."""
    found = _MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def _from_to(start: str, end: str, today: date) -> Period:
    first, last = month_in(start), month_in(end)
    problem = ""
    if first is None or last is None:
        problem = "month_missing"
    elif first > last:
        problem = "wrong_order"
    elif add_months(first, MOST_MONTHS) <= last:
        problem = "too_long"
    if problem or first is None or last is None:
        usual = period_of({}, today)
        return Period(choice="months", first=usual.first, end=usual.end, problem=problem)
    return Period(choice="months", first=first, end=add_months(last, 1))


def _midnight(day: date, timezone: str) -> datetime:
    return datetime.combine(day, time(0), ZoneInfo(timezone)).astimezone(UTC)


def today_at(now: datetime, timezone: str) -> date:
    return now.astimezone(ZoneInfo(timezone)).date()


def whole_months(first: date, end: date) -> list[date]:
    made, month = [], first
    while month < end:
        made.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return made
