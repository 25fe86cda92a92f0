"""The number meant by who puts one right: "sorry meant 2", "2 not 1", "oops 3"."""

from __future__ import annotations

from typing import Final

import regex

from bot.understanding.answers.number import NUMBER_WORDS, ORDINALS, without_scale
from bot.understanding.normalise import normalise
from bot.understanding.word_list import answer_words

PUTTING_RIGHT: Final = answer_words("putting_right")
AROUND: Final = PUTTING_RIGHT | answer_words("around_putting_right")
_NOT_THAT: Final = regex.compile(
    r"\b(?:not|no|pressed|put|typed|said|chose|picked|instead of|rather than) (?:number )?\d\b"
)
""" "2 not 1" and "pressed 1 but meant 2" mean the 2."""
_NO_NUMBERS: Final = frozenset(["one", "won", "too"])


def numbers_put_right(text: str) -> tuple[list[int], list[str]]:
    """The numbers that are not taken back, and the other words."""
    said = normalise(text).spoken()
    left = _NOT_THAT.sub(" ", " ".join(said)).split() if "no" not in said[:1] else said
    numbers = [number for word in left if (number := _number(word)) is not None]
    return numbers, [word for word in left if _number(word) is None]


def number_put_right(text: str) -> int | None:
    """The one number of a text that says nothing else, but perhaps that it is put right."""
    numbers, rest = numbers_put_right(text)
    return numbers[0] if len(numbers) == 1 and AROUND.issuperset(rest) else None


def score_put_right(text: str, lowest: int, highest: int) -> int | None:
    """The same of a number on a scale: "sorry, meant 6 out of 10"; None for one beyond it."""
    number = number_put_right(without_scale(text, highest))
    return number if number is not None and lowest <= number <= highest else None


def _number(word: str) -> int | None:
    if word.isdecimal() and len(word) <= 2:
        return int(word)
    return ORDINALS.get(word) or (None if word in _NO_NUMBERS else NUMBER_WORDS.get(word))
