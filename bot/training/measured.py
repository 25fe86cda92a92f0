"""What understanding is measured with, piece by piece, so that none of it is trained on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from bot.evaluation.sets import (
    BESIDE_RULES,
    FOR_LIMITS,
    SETS,
    read_answers,
    read_ordinary,
    read_set,
)

WORDS_OF_A_SENTENCE: Final = 4
"""Shorter ones are everybody's."""
WORDS_OF_A_CLAUSE: Final = 5
"""Of what stands between commas, colons and dashes."""
WORDS_OF_A_MESSAGE: Final = 2
"""Of a message that is nothing else; "yes" and "dunno" are everybody's."""
_AFTER_A_SENTENCE: Final = re.compile(r"[.!?;\n…]+")
_AFTER_A_CLAUSE: Final = re.compile(r"[.!?;\n…,:–—]+")
_APOSTROPHES: Final = re.compile(r"['’‘`´]")


def pieces(text: str) -> set[str]:
    """The whole, its sentences and its clauses, each of enough words, without case, accents and
    marks."""
    return set(_long_enough(_folded(text)))


@cache
def measured_pieces() -> frozenset[str]:
    """The pieces of every text of every set, those of limits and of rules among them."""
    names = (*SETS, FOR_LIMITS, BESIDE_RULES)
    judged = [*(one for name in names for one in read_set(name)), *read_ordinary(), *read_answers()]
    return frozenset(piece for one in judged for piece in pieces(one.text))


def _long_enough(text: str) -> Iterator[str]:
    for parts, fewest in (
        ([text], WORDS_OF_A_MESSAGE),
        (_AFTER_A_SENTENCE.split(text), WORDS_OF_A_SENTENCE),
        (_AFTER_A_CLAUSE.split(text), WORDS_OF_A_CLAUSE),
    ):
        for part in parts:
            words = re.findall(r"\w+", part)
            if len(words) >= fewest:
                yield " ".join(words)


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text.casefold()))
    return "".join(part for part in parts if not unicodedata.combining(part))
