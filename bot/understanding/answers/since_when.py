"""How long ago something happened, told by its date: "3/6/2025", "June 2025", "since 2019"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import regex

from bot.commands import Choice, OpenQuestion
from bot.understanding.answers.birth_date import MONTHS
from bot.understanding.word_list import answer_words

_PARTS: Final = regex.compile(r"\d+|[\p{L}'’]+")
_ORDINAL: Final = regex.compile(r"(?<=\d)(?:st|nd|rd|th)\b", regex.IGNORECASE)
_AROUND: Final = answer_words("around_a_past_date")
_UP_TO_DAYS: Final = {"days": 10, "weeks": 60, "months": 365, "longer": 200 * 365}
"""The values of such choices, and how many days ago each goes back to."""


def read_since_when(text: str, question: OpenQuestion, today: date) -> Choice | None:
    """The choice that holds the date told, where the choices are stretches of time."""
    offered = {value: question.choice_with(value) for value in _UP_TO_DAYS}
    if offered["weeks"] is None or offered["longer"] is None:
        return None
    told = _date_told(text, today)
    if told is None or told > today:
        return None
    ago = (today - told).days
    return next((offered[v] for v, days in _UP_TO_DAYS.items() if offered[v] and ago <= days), None)


def _date_told(text: str, today: date) -> date | None:
    """The date, where nothing else is said; the last such one, where its year is not."""
    said = [each.casefold() for each in _PARTS.findall(_ORDINAL.sub("", text))]
    parts = [each for each in said if each not in _AROUND]
    months = [MONTHS[each] for each in parts if each in MONTHS]
    numbers = [each for each in parts if each.isdecimal()]
    if len(months) + len(numbers) != len(parts) or len(months) > 1 or len(numbers) > 3:
        return None
    if not months and len(numbers) == 3:
        months = [int(numbers.pop(1))]
    years = [each for each in numbers if len(each) == 4] or numbers[1:]
    days = [each for each in numbers if each not in years]
    if len(years) > 1 or len(days) > 1 or not (months or years):
        return None
    return _last(days, months, years, today)


def _last(
    days: Sequence[str], months: Sequence[int], years: Sequence[str], today: date
) -> date | None:
    day, month = int(days[0]) if days else 1, months[0] if months else 1
    try:
        if years:
            return date(_full_year(int(years[0]), today), month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year <= today else date(today.year - 1, month, day)
    except ValueError:
        return None


def _full_year(year: int, today: date) -> int:
    if year >= 100:
        return year
    return 2000 + year if 2000 + year <= today.year else 1900 + year
