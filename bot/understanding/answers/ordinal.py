"""Which of several choices an ordinal means: "the second one", "the last"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.commands import OpenQuestion
from bot.understanding.answers.telling_words import EMPTY_WORDS
from bot.understanding.word_list import answer_words

_ORDINALS: Final = {
    **{"first": 0, "1st": 0, "top": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2},
    **{"fourth": 3, "4th": 3, "fifth": 4, "5th": 4, "sixth": 5, "6th": 5, "seventh": 6, "7th": 6},
    **{"secont": 1, "early": 0, "earliest": 0, "soonest": 0, "latest": -1},
    **{"last": -1, "bottom": -1, "pierwszy": 0, "drugi": 1, "trzeci": 2, "former": 0, "latter": -1},
}
_ONE: Final = frozenset(["one", "option", "choice", "number", "time", "slot"])
""" "The 2nd one" is the second of what is on offer, whatever its date."""
_WRITTEN_ONE: Final = frozenset(["1", "yin", "wan", "ane"])
_TAKING: Final = frozenset(["all", "tak", "tek", "gie", "hen", "pal"])
""" "A'll tak the first": these tell nothing else beside an ordinal."""
_SUITING: Final = answer_words("suiting")
""" "The second would suit me best", of times on offer."""
NO_TIME: Final = "none"
"""The value of the choice of no time at all."""
_BESIDE: Final = EMPTY_WORDS | _ONE | _TAKING


def place_by_ordinal(words: Sequence[str], question: OpenQuestion) -> int | None:
    """The place of the choice meant; None where the words say more, or may be a date.

    Of times on offer "the 2nd" is one of December as likely as one of three.
    """
    is_time = question.kind == "when"
    words = _with_ones(words)
    said = [word for word in words if word in _ORDINALS]
    may_suit = is_time and "no" not in words
    empty = _BESIDE | (_SUITING if may_suit else frozenset())
    rest = [word for word in words if word not in said and word not in empty]
    if len(said) != 1 or rest or "not" in words:
        return None
    if is_time and said[0][0].isdigit() and _ONE.isdisjoint(words):
        return None
    places = _times(question) if is_time else range(len(question.choices))
    place = _ORDINALS[said[0]]
    return places[place] if places and -1 <= place < len(places) else None


def _with_ones(words: Sequence[str]) -> list[str]:
    """ "The 1st 1" is the first one, and no day at one o'clock."""
    before = ["", *words]
    return [
        "one" if word in _WRITTEN_ONE and last in _ORDINALS else word
        for last, word in zip(before, words, strict=False)
    ]


def _times(question: OpenQuestion) -> Sequence[int]:
    """The times without the "No thanks" behind them, which nobody calls the last of them."""
    return [
        at
        for at, choice in enumerate(question.choices)
        if choice.slots.get(question.slot) != NO_TIME
    ]
