"""Days of the calendar from one to another: "from the 20th to the 25th", "20-25 december"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.understanding.answers.calendar_dates import read_day_and_month
from bot.understanding.answers.days import PLURALS, WEEKDAYS, Days
from bot.understanding.word_list import answer_words

_TO: Final = answer_words("to")
_BETWEEN: Final = frozenset(["and", "&", "an", "n"]) | _TO
_LEADS: Final = frozenset(["from", "between", "frae", "fae"])
_BESIDE_DATE: Final = frozenset(["the", "about", "around"]) | WEEKDAYS.keys() | PLURALS.keys()
AMOUNTS: Final = answer_words("amounts")
"""What follows a number that is no day and no hour: "10 to 12 pills"."""
_LAST_DAY: Final = 31
_LAST_HOUR: Final = 23
_A_YEAR: Final = 366
_LONGEST: Final = 92


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A day as named; `end` is the place of the first word after it."""

    day: int
    month: int | None
    end: int
    is_bare: bool = False
    """A number alone, which may be an hour."""


def read_date_range(tokens: Sequence[str], today: date) -> Days | None:
    """All days from the first named to the last, the soonest to come; None if it is no range."""
    found = _ends(tokens)
    bounds = _bounds(found[0], found[1], today) if found is not None else None
    if found is None or bounds is None:
        return None
    length = (bounds[1] - bounds[0]).days
    dates = [bounds[0] + timedelta(days=n) for n in range(length + 1)]
    to_come = frozenset(day for day in dates if day >= today)
    return Days(to_come, found[1].end, is_date=True) if length <= _LONGEST else None


def words_up_to_last(tokens: Sequence[str]) -> int:
    """How many words go before the last day of a range "to" it; 0 where there is none."""
    found = _ends(tokens)
    if found is None or tokens[0] == "between":
        return 0
    return found[0].end + 1


def _ends(tokens: Sequence[str]) -> tuple[_Named, _Named] | None:
    lead = tokens[0] if tokens[0] in _LEADS else ""
    first = _named(tokens, _past_articles(tokens, 1) if lead else 0)
    if first is None or first.end + 1 >= len(tokens):
        return None
    if tokens[first.end] not in (_BETWEEN if lead == "between" else _TO):
        return None
    at = first.end + 1 + (tokens[first.end + 1] == "to")  # "through to"
    last = _named(tokens, _past_articles(tokens, at))
    if last is None or AMOUNTS.intersection(tokens[last.end : last.end + 1]):
        return None
    return None if _may_be_hours(first, last, tokens[first.end]) else (first, last)


def _may_be_hours(first: _Named, last: _Named, join: str) -> bool:
    """ "10 to 12" and "the 3rd till 5", but not "26 to 30" nor "the 3rd to 9"."""
    if not last.is_bare or last.day > _LAST_HOUR:
        return False
    return first.is_bare or join not in ("-", "to") or last.day <= first.day


def _past_articles(tokens: Sequence[str], at: int) -> int:
    while at < len(tokens) and tokens[at] in _BESIDE_DATE:
        at += 1
    return at


def _named(tokens: Sequence[str], at: int) -> _Named | None:
    if at >= len(tokens):
        return None
    day, month, words = read_day_and_month(tokens[at:])
    if day is not None:
        return _Named(day=day, month=month, end=at + words)
    if tokens[at].isdecimal() and 1 <= int(tokens[at]) <= _LAST_DAY:
        return _Named(day=int(tokens[at]), month=None, end=at + 1, is_bare=True)
    return None


def _bounds(first: _Named, last: _Named, today: date) -> tuple[date, date] | None:
    """A month said once, with the last day, holds for the first: "20th to 25th of december"."""
    if last.month is not None:
        end = _nearest(last, today, 1)
        begin = _nearest(first, end, -1) if end is not None else None
    else:
        begin = _nearest(first, today, 1)
        end = _nearest(last, begin, 1) if begin is not None else None
    return (begin, end) if begin is not None and end is not None else None


def _nearest(named: _Named, day: date, step: int) -> date | None:
    """The first such day on or after `day`, or before it where `step` is -1."""
    for ahead in range(_A_YEAR + 1):
        candidate = day + timedelta(days=step * ahead)
        if candidate.day == named.day and named.month in (None, candidate.month):
            return candidate
    return None
