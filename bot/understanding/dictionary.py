"""How often English words are written: the word list of pyspellchecker, which is American.

What it does not have (Scots, British spellings, medicines, places) the lexicons know.
"""

from __future__ import annotations

from functools import lru_cache

from spellchecker import SpellChecker


def times_written(word: str) -> int:
    """How often it stands in the texts that were counted; 0 for what is no word of the list."""
    return _english()[word]


def words_one_slip_away(word: str) -> frozenset[str]:
    """Those words of the list from which one letter too many, too few, other or astray leads."""
    return frozenset(_english().known(_english().edit_distance_1(word)))


@lru_cache(maxsize=1)
def _english() -> SpellChecker:
    return SpellChecker(language="en", distance=1)
