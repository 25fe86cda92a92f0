"""A number of a choice at the head of a message that goes on to something else."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.answers.days import WEEKDAYS
from bot.understanding.answers.threats import without_threats
from bot.understanding.normalise import normalise
from bot.understanding.word_list import answer_words

_LEADING: Final = re.compile(
    r"\s*(\d)\s*(?:[.,;)!]\s*|\s)(?:and|also|plus|but|please|pls|thanks|cos|because)\b\s*\S+",
    re.IGNORECASE,
)
_OTHER_CHOICE: Final = answer_words("conditions_of_choice")


def read_leading_number(text: str) -> int | None:
    """The 1 of "1 and also my gas is cut off", which says nothing else about what was asked.

    "2 but I'm being evicted tomorrow" names no other day.
    """
    found = _LEADING.match(text)
    words = normalise(without_threats(text)).spoken()
    if found is None or _OTHER_CHOICE.intersection(words):
        return None
    has_more = any(word.isdecimal() or word in WEEKDAYS for word in words[1:])
    return None if has_more else int(found[1])
