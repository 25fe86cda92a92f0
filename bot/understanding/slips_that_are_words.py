"""Slips that are words of their own, heard by what is beside them: "gran dyed", "i ned help"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.understanding.lexicons import classes
from bot.understanding.normalise import Word

_MEANT: Final = {"dyed": "died", "dyd": "died", "ned": "need"}
_WHO_NEEDS: Final = frozenset(["i", "we", "you", "she", "he", "they", "really", "just", "pls"])
_WHO_DIES: Final = frozenset(["he", "she", "they", "who", "just", "has", "suddenly", "sadly"])
_COLOURED: Final = frozenset(
    [
        *("my", "his", "her", "their", "it", "them", "the", "hair"),
        *("black", "blonde", "blond", "red", "blue", "pink", "green", "purple", "brown"),
    ]
)
"""What follows where hair or cloth is meant."""


def is_slip_in_place(written: str, meant: str) -> bool:
    """Whether one was taken for the other by `meant_in_place`."""
    return _MEANT.get(written) == meant


def meant_in_place(words: Sequence[Word]) -> tuple[Word, ...]:
    """The same words, such slips put right: "the neds outside" and "dyed her hair" are none."""
    return tuple([_meant_at(words, place) for place in range(len(words))])


def _meant_at(words: Sequence[Word], place: int) -> Word:
    word = words[place]
    meant = _MEANT.get(word.text)
    if meant is None or not place:
        return word
    before = words[place - 1].text
    after = words[place + 1].text if place + 1 < len(words) else ""
    if meant == "died":
        is_meant = before in _WHO_DIES | _kin() and after not in _COLOURED
    else:
        is_meant = before in _WHO_NEEDS
    return replace(word, text=meant) if is_meant else word


def _kin() -> frozenset[str]:
    return frozenset(classes()["kin"].replace("|", " ").split())
