"""Days named by the calendar: "3rd december", "3/12", "the 3rd", "the first Monday in April"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.understanding.answers.birth_date import MONTHS
from bot.understanding.answers.days import PLURALS, WEEKDAYS, Days, one

_ORDINALS: Final = {
    **{"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2},
    **{"fourth": 3, "4th": 3, "last": -1},
}

_FEASTS: Final = {
    **dict.fromkeys(("christmas", "xmas", "chrimbo", "yule"), (25, 12)),
    **dict.fromkeys(("hogmanay",), (31, 12)),
}
_FEASTS_OF_TWO_WORDS: Final[dict[tuple[str, ...], tuple[int, int]]] = {
    **dict.fromkeys((("new", "year"), ("new", "years")), (1, 1)),
    ("boxing", "day"): (26, 12),
}
_LEAP_YEAR: Final = 2000
_NO_DATE: Final = frozenset(["one", "available", "thing", "slot", "time", "appointment", "option"])


def read_date(tokens: Sequence[str], today: date) -> Days | None:
    """The date at the head of the words, the soonest to come; None if there is none."""
    day, month, words = read_day_and_month(tokens)
    if day is None:
        return None
    if words < len(tokens) and month is not None and tokens[words] in _near_years(today):
        words += 1
    if month is None and _NO_DATE.intersection(tokens[words : words + 1]):
        return None  # "the 1st one"
    if month is None:
        return _coming_day(day, words, today)
    for year in (today.year, today.year + 1):
        found = _safe_date(year, month, day)
        if found is not None and found >= today:
            return Days(frozenset([found]), words, is_date=True)
    return None


def _feast(tokens: Sequence[str]) -> tuple[int, int, int] | None:
    """Day, month and how many words name them: "Christmas Eve", "New Year's Day"."""
    named = 1 if tokens[0] in _FEASTS else 2
    day = _FEASTS.get(tokens[0]) or _FEASTS_OF_TWO_WORDS.get(tuple(tokens[:2]))
    if day is None:
        return None
    following = tokens[named : named + 1]
    if tuple(following) == ("eve",):
        before = date(_LEAP_YEAR, day[1], day[0]) - timedelta(days=1)
        return before.day, before.month, named + 1
    return *day, named + (tuple(following) == ("day",))


def read_day_and_month(tokens: Sequence[str]) -> tuple[int | None, int | None, int]:
    """The day and month named at the head of the words, either None, and how many words do so."""
    first = tokens[0]
    if feast := _feast(tokens):
        return feast
    if "/" in first:
        parts = first.split("/")
        return int(parts[0]), int(parts[1]), 1
    if first in MONTHS and len(tokens) > 1:
        at = 2 if tokens[1] == "the" and len(tokens) > 2 else 1
        return _day_of_month(tokens[at]), MONTHS[first], at + 1
    day = _day_of_month(first)
    at = 2 if tuple(tokens[1:2]) in (("of",), ("o",)) else 1
    if day is not None and at < len(tokens) and tokens[at] in MONTHS:
        return day, MONTHS[tokens[at]], at + 1
    return (day, None, 1) if day is not None and not first.isdecimal() else (None, None, 0)


def _day_of_month(token: str) -> int | None:
    digits = token.rstrip("stndrh")
    return int(digits) if digits.isdecimal() and len(digits) <= 2 else None


def _coming_day(day: int, words: int, today: date) -> Days | None:
    for ahead in range(62):
        candidate = today + timedelta(days=ahead)
        if candidate.day == day:
            return Days(frozenset([candidate]), words, is_date=True)
    return None


def _near_years(today: date) -> tuple[str, ...]:
    return str(today.year), str(today.year + 1)


def _safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_weekday_of_month(tokens: Sequence[str], today: date) -> Days | None:
    """ "first Monday in April", "last friday of march"."""
    if len(tokens) < 4 or tokens[0] not in _ORDINALS or tokens[2] not in ("in", "of", "o"):
        return None
    weekday, month = (WEEKDAYS | PLURALS).get(tokens[1]), MONTHS.get(tokens[3])
    if weekday is None or month is None:
        return None
    for year in (today.year, today.year + 1):
        first = date(year, month, 1)
        days = [first + timedelta(days=n) for n in range(31)]
        fitting = [day for day in days if day.month == month and day.weekday() == weekday]
        if fitting[_ORDINALS[tokens[0]]] >= today:
            return one(fitting[_ORDINALS[tokens[0]]], 4)
    return None
