"""The sentences that understanding is measured with, so that none of them is trained on."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from bot.evaluation.sets import FOR_LIMITS, SETS, read_ordinary, read_set

WORDS_OF_A_SENTENCE: Final = 4
"""Shorter ones are everybody's."""


def sentences(text: str) -> set[str]:
    """What stands between full stops, question marks and line ends, without case and marks."""
    parts = re.split(r"[.!?;\n…]+", text.casefold())
    plain = (" ".join(re.findall(r"\w+", part)) for part in parts)
    return {part for part in plain if len(part.split()) >= WORDS_OF_A_SENTENCE}


@cache
def measured_sentences() -> frozenset[str]:
    """Every sentence of every set, that of the limits among them."""
    judged = [one for name in (*SETS, FOR_LIMITS) for one in read_set(name)] + read_ordinary()
    return frozenset(sentence for one in judged for sentence in sentences(one.text))
