"""Words of the lexicons that are written letter by letter: "k.m.s", "s u i c i d e"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile
from typing import Final

from bot.understanding.lexicons import signs
from bot.understanding.normalise import PlainText, Word, placed
from bot.understanding.words import fold_word

_FEWEST: Final = 3
_MOST: Final = 12


def join_letters(plain: PlainText) -> PlainText:
    """The same text, each run of letters that makes up such words joined; offsets still hold."""
    letters = [_letter(plain.original, word) for word in plain.words]
    if not any(all(letters[at : at + _FEWEST]) for at in range(len(letters) - _FEWEST + 1)):
        return plain
    return placed(_joined(plain.words, letters), plain.original)


def _letter(original: str, word: Word) -> str:
    """The letter that a word was typed as ("u", though it is folded to "you"), or ""."""
    typed = original[word.start : word.end]
    letter = typed.casefold() if len(typed) == 1 and typed.isalpha() else ""
    return letter if len(letter) == 1 else ""  # "ß" is two


def _joined(words: Sequence[Word], letters: Sequence[str]) -> Iterator[Word]:
    at = 0
    while at < len(words):
        run = "".join(takewhile(bool, letters[at : at + _MOST]))
        lengths = range(len(run), _FEWEST - 1, -1)
        length = next((length for length in lengths if _meant(run[:length])), 1)
        if length == 1:
            yield words[at]
        else:
            end = words[at + length - 1].end
            for word in _meant(run[:length]):
                yield replace(words[at], text=word, end=end)
        at += length


@lru_cache(maxsize=20_000)
def _meant(run: str) -> tuple[str, ...]:
    """The words of the lexicons that letters make up, as "iwanttodie" does, or none."""
    words = tuple(fold_word(run).split())
    return words if signs().vocabulary().issuperset(words) else ()
