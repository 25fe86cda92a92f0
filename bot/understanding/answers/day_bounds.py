"""Days up to a day and from one on: "until Friday", "not till next week", "after the 3rd"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.understanding.answers.day_words import read_days
from bot.understanding.answers.days import Days, horizon
from bot.understanding.word_list import answer_words

_BEFORE: Final = answer_words("before")
_AFTER: Final = answer_words("after")
_UP_TO: Final = ("by",)
_FROM: Final = ("from",)
_TO: Final = answer_words("to")
_BEFORE_IT: Final = "before"
_ON: Final = frozenset(["on", "oan", "is", "by"])
_THAN: Final = frozenset([("earlier", "than"), ("sooner", "than")])
_EVENT: Final = answer_words("event_heads")
_OF_A_DAY: Final = answer_words("events_of_a_day")
_LONGEST_EVENT: Final = 7
_BREAKS: Final = frozenset([",", ";", ".", "&", "and", "or", "but"])


def read_bounded_days(tokens: Sequence[str], today: date) -> Days | None:
    """The days before or after those named behind the first word, or None."""
    if tuple(tokens[:2]) in _THAN:
        found = read_bounded_days((_BEFORE_IT, *tokens[2:]), today)
        return None if found is None else replace(found, words=found.words + 1)
    word = tokens[0]
    if word not in (*_BEFORE, *_AFTER, *_UP_TO, *_FROM):
        return None
    named = _named(tokens[1:], today)
    if named is None or named.is_any:
        return None
    words = 1 + named.words
    if word in _FROM and words < len(tokens) and tokens[words] in _TO:  # "from the 3rd to the 7th"
        return None
    first = last = min(named.dates)
    while last + timedelta(days=1) in named.dates:  # "the weekend" is the next one
        last += timedelta(days=1)
    dates = frozenset(
        day
        for day in horizon(today)
        if (word in _BEFORE and day < first)
        or (word in _AFTER and day > last)
        or (word in _UP_TO and day <= last)
        or (word in _FROM and day >= first)
    )
    return Days(dates, words) if dates else None


def _named(tokens: Sequence[str], today: date) -> Days | None:
    """ "Until Friday", "until the 3rd", "until after Friday"."""
    if not tokens:
        return None
    found = read_days(tokens, today) or read_bounded_days(tokens, today)
    if found is None and tokens[0] == "the" and len(tokens) > 1:
        found = read_days(tokens[1:], today)
        found = None if found is None else Days(found.dates, found.words + 1, found.is_any)
    return found or _of_event(tokens, today)


def _of_event(tokens: Sequence[str], today: date) -> Days | None:
    """The 1st of "my giro on the 1st", and of "I get paid on the 1st".

    A date alone: "before my class on Thursday" may mean an hour of that day, as does "after the
    school run on the 3rd".
    """
    if tokens[0] not in _EVENT:
        return None
    for at, word in enumerate(tokens[1:_LONGEST_EVENT], start=1):
        if word in _BREAKS | _OF_A_DAY or any(map(str.isdigit, word)):
            return None
        if word in _ON and (found := _date(tokens[at + 1 :], today)) is not None:
            return Days(found.dates, found.words + at + 1) if found.is_date else None
    return None


def _date(tokens: Sequence[str], today: date) -> Days | None:
    if "the" in tokens[:1]:
        found = read_days(tokens[1:], today) if tokens[1:] else None
        return None if found is None else replace(found, words=found.words + 1)
    return read_days(tokens, today) if tokens else None
