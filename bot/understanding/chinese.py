"""Chinese leaves no space between words: a run of it is cut at the words that the lexicons know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

import regex

from bot.understanding.lexicons import harmless_phrases, signs
from bot.understanding.normalise import PlainText, Word, placed

_HAN: Final = regex.compile(r"\p{Han}")


def cut_at_known_words(plain: PlainText) -> PlainText:
    """The same text with each known word in a run of Chinese on its own; offsets still hold."""
    if not _HAN.search(plain.text):
        return plain
    pieces = (piece for whole in plain.words for piece in _pieces(whole))
    return placed(pieces, plain.original)


def _pieces(word: Word) -> Iterator[Word]:
    """Where no spelling was changed each piece knows its own place, otherwise the whole run's."""
    is_as_typed = word.end - word.start == len(word.text)
    for start, end in _cuts(word.text):
        piece = replace(word, text=word.text[start:end])
        if is_as_typed:
            piece = replace(piece, start=word.start + start, end=word.start + end)
        yield piece


def _cuts(run: str) -> Iterator[tuple[int, int]]:
    at = begun = 0
    while at < len(run):
        known = next((run[at : at + n] for n in _lengths() if run[at : at + n] in _known()), "")
        if not known:
            at += 1
            continue
        if begun < at:
            yield begun, at
        yield at, at + len(known)
        at = begun = at + len(known)
    if begun < len(run):
        yield begun, len(run)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    both = signs().vocabulary() | harmless_phrases().vocabulary()
    return frozenset(word for word in both if _HAN.match(word))


@lru_cache(maxsize=1)
def _lengths() -> tuple[int, ...]:
    """Longest first: the longer word says more."""
    return tuple(sorted({len(word) for word in _known()}, reverse=True))
