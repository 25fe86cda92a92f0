"""Months and hours in SQL, which each database spells its own way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, case, cast, func
from sqlalchemy.orm import InstrumentedAttribute

from storage.views.reports.scope import Scope

_HOUR = 3600


def month_of(at: InstrumentedAttribute[Any], scope: Scope) -> ColumnElement[str]:
    """The month of `at` on the scope's wall clock, "2026-10"."""
    months = list(months_of(scope))
    return case(
        *((at < _midnight(_next(first), scope), f"{first:%Y-%m}") for first in months),
        else_="",
    )


def months_of(scope: Scope) -> Iterator[date]:
    """The first days of the scope's months, in order."""
    zone = ZoneInfo(scope.timezone)
    last = (scope.end - timedelta(microseconds=1)).astimezone(zone).date()
    month = scope.start.astimezone(zone).date().replace(day=1)
    while month <= last:
        yield month
        month = _next(month)


def hours_between(start: Any, end: Any, *, on_postgresql: bool) -> ColumnElement[int]:
    """Whole hours between two times."""
    if on_postgresql:
        seconds = func.extract("epoch", end - start)
        return cast(func.floor(seconds / _HOUR), Integer)
    days = func.julianday(end) - func.julianday(start)
    # A time's last digits are lost in days: a thousandth of an hour keeps whole hours whole.
    return cast(days * 24 + 0.001, Integer)


def _next(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def _midnight(day: date, scope: Scope) -> datetime:
    return datetime.combine(day, time(0), ZoneInfo(scope.timezone)).astimezone(UTC)
