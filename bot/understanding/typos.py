"""Mends slips in long, telling words, and only in those: "redundnat", "depresssed"."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.lexicons import harmless_phrases, signs
from bot.understanding.normalise import PlainText, Word, placed
from bot.understanding.word_list import read_words

_SHORTEST: Final = 7
"""Shorter words have too many ordinary neighbours ("tables", "tablets")."""
_LONGEST: Final = 24


def mend(plain: PlainText) -> PlainText:
    """The same text with each slip of a telling word put right; offsets still hold."""
    mended = tuple(_mended(word) for word in plain.words)
    if mended == plain.words:
        return plain
    return placed(mended, plain.original)


def _mended(word: Word) -> Word:
    if not _SHORTEST <= len(word.text) <= _LONGEST:
        return word
    meant = _meant(word.text)
    return word if meant == word.text else replace(word, text=meant)


@lru_cache(maxsize=20_000)
def _meant(word: str) -> str:
    if word in _ordinary_words() or not word.isalpha():
        return word
    by_letter = _telling_words().get(word[0], ())
    best = process.extract(word, by_letter, scorer=OSA.distance, score_cutoff=1, limit=2)
    return str(best[0][0]) if len(best) == 1 else word


@lru_cache(maxsize=1)
def _telling_words() -> dict[str, tuple[str, ...]]:
    words: dict[str, list[str]] = {}
    for word in sorted(signs().words()):
        if len(word) >= _SHORTEST:
            words.setdefault(word[0], []).append(word)
    return {letter: tuple(of_letter) for letter, of_letter in words.items()}


@lru_cache(maxsize=1)
def _ordinary_words() -> frozenset[str]:
    known = signs().known_words() | harmless_phrases().known_words()
    return known | read_words("ordinary_words")
