"""Scottish bank holidays; they differ from England's (2 January, St Andrew's Day)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from holidays import country_holidays


@lru_cache(maxsize=16)
def bank_holidays(year: int) -> frozenset[date]:
    """Every bank holiday in Scotland in `year`, substitute days included."""
    return frozenset(country_holidays("GB", subdiv="SCT", years=year))


def is_bank_holiday(day: date) -> bool:
    """Whether `day` is a bank holiday in Scotland."""
    return day in bank_holidays(day.year)
