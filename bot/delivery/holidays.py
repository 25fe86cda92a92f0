"""Scottish bank holidays; they differ from England's (2 January, St Andrew's Day)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from holidays import country_holidays


@lru_cache(maxsize=16)
def bank_holidays(year: int) -> Mapping[date, str]:
    """Every bank holiday in Scotland in `year` by its name, substitute days included."""
    return dict(country_holidays("GB", subdiv="SCT", years=year).items())


def is_bank_holiday(day: date) -> bool:
    """Whether `day` is a bank holiday in Scotland."""
    return day in bank_holidays(day.year)


def bank_holiday_name(day: date) -> str:
    """What `day` is called if it is a bank holiday in Scotland, else ""."""
    return bank_holidays(day.year).get(day, "")
