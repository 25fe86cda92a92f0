"""The number of a time on offer in a word or two of taking it: "2 is good", "can I have 2"."""

from __future__ import annotations

from typing import Final

from bot.understanding.answers.number import NUMBER_WORDS
from bot.understanding.normalise import normalise
from bot.understanding.word_list import answer_words

_AROUND: Final = answer_words("around_a_number_taken") | answer_words("number_fillers")
_HOURS_TOO: Final = frozenset(["at", "about", "around"])
_NO_NUMBERS: Final = frozenset(["one", "won", "too"])
""" "Number two one", and "that one is good", which may be any."""
_MOST_WORDS: Final = 9


def number_taken(text: str) -> int | None:
    """The one number of a text that says no more than that it suits; None for an hour of day."""
    said = normalise(text).spoken()
    numbers = [number for word in said if (number := _number(word)) is not None]
    rest = {word for word in said if _number(word) is None}
    if len(numbers) != 1 or len(said) > _MOST_WORDS or not rest <= _AROUND - _HOURS_TOO:
        return None
    return numbers[0]


def _number(word: str) -> int | None:
    if word.isdecimal() and len(word) == 1:
        return int(word)
    return None if word in _NO_NUMBERS else NUMBER_WORDS.get(word)
