"""Whether a text says nothing but when a chat would suit: "the end of the week would be better"."""

from __future__ import annotations

from datetime import date
from typing import Final

import regex

from bot.understanding.answers.clock_words import read_times
from bot.understanding.answers.day_bounds import read_bounded_days
from bot.understanding.answers.day_words import read_days
from bot.understanding.answers.time_tokens import time_tokens
from bot.understanding.word_list import answer_words

_AROUND: Final = answer_words("around_a_time")
_OTHER: Final = answer_words("other_times")
_LONGEST: Final = 120
_FURTHEST: Final = 14
_OF_ONESELF: Final = regex.compile(r"\b(?:i|ah)\s?['’]?(?:d|ll|would|will|wid)\s+be\b", regex.I)
""" "I would be better after Friday" says how somebody is."""


_WHILE_IN_CARE: Final = regex.compile(
    r"\b(?:when|while|once)\s+(?:he|she|they|(?:the|my|ma)\s+\p{L}+)"
    r"(?:['’]?s|['’]?re|\s+is|\s+are)?\s+(?:at|in|away to)\s+(?:the\s+)?"
    r"(?:nursery|school|schuil|playgroup|day ?care|the day centre)\b",
    regex.IGNORECASE,
)
""" "When he's at nursery, mornings": the hours of a child, or of whoever is looked after."""


def says_only_when(text: str, today: date) -> bool:
    """Whether days, hours and words around them are all of it, and some day or hour is named."""
    if len(text) > _LONGEST or _OF_ONESELF.search(text):
        return False
    tokens = time_tokens(_WHILE_IN_CARE.sub(" ", text))
    is_named, at = False, 0
    while at < len(tokens):
        length = _length_of_time(tokens[at : at + _FURTHEST], today)
        is_named = is_named or bool(length) or tokens[at] in _OTHER
        if not length and tokens[at] not in _AROUND | _OTHER:
            return False
        at += length or 1
    return is_named


def _length_of_time(rest: list[str], today: date) -> int:
    found = (
        read_days(rest, today)
        or read_bounded_days(rest, today)
        or read_times(rest, beside_day=True)
    )
    return found.words if found is not None else 0
