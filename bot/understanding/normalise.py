"""A message in plain words, each character of which knows where it came from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import regex

from bot.commands import Span
from bot.understanding.words import fold_word

_INVISIBLE: Final = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f"
_TOKEN = regex.compile(
    rf"(?P<word>[$@£€]?[\p{{L}}\p{{N}}][\p{{L}}\p{{M}}\p{{N}}{_INVISIBLE}'’‘ʼ`´]*"
    rf"(?:[$@!*]+[\p{{L}}\p{{N}}][\p{{L}}\p{{M}}\p{{N}}{_INVISIBLE}'’‘ʼ`´]*)*)"
    r"|(?P<stop>[.!?;…\n؟。۔]+)"
    r"|(?P<emoji>\p{Extended_Pictographic})"
)
_LONGEST_KEPT: Final = 8192
_LONGEST_OF_FEW: Final = 65_536
"""Letters of a long text that is kept while its readers ask; of such only the last two are."""
_DOTS = regex.compile(r"\.{2,}|…+")
_SMALL_LETTER = regex.compile(r" *\p{Ll}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One plain word: `at` is its place in the plain text, `start` and `end` in the original."""

    text: str
    at: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class PlainText:
    """`text` is " word word . word ", one space around each; "." stands for a sentence's end."""

    text: str
    words: tuple[Word, ...]
    original: str

    def span(self, start: int, end: int) -> Span:
        """The original `[start, end)` of a stretch of `text` that touches at least one word."""
        first = bisect_right(self.words, start, key=lambda word: word.at) - 1
        if first < 0 or self.words[first].at + len(self.words[first].text) <= start:
            first += 1
        last = bisect_left(self.words, end, key=lambda word: word.at) - 1
        return Span(self.words[first].start, self.words[last].end)

    def spoken(self) -> tuple[str, ...]:
        """The words alone, without sentence ends."""
        return self._spoken

    @cached_property
    def _spoken(self) -> tuple[str, ...]:
        # Each way of reading an answer asks for them.
        return tuple([word.text for word in self.words if word.text != "."])


def normalise(text: str) -> PlainText:
    """Fold case, accents, leetspeak, Scots spellings and invisible characters; never fails.

    What a text came to is kept a while, as many readers ask; a book would take too much memory.
    """
    if len(text) <= _LONGEST_KEPT:
        return _kept(text)
    return _kept_of_few(text) if len(text) <= _LONGEST_OF_FEW else _normalised(text)


@lru_cache(maxsize=64)
def _kept(text: str) -> PlainText:
    return _normalised(text)


@lru_cache(maxsize=2)
def _kept_of_few(text: str) -> PlainText:
    return _normalised(text)


def _normalised(text: str) -> PlainText:
    words = (
        Word(text=folded, at=0, start=found.start(), end=found.end())
        for found in _TOKEN.finditer(text)
        for folded in _fold(found)
    )
    return placed(words, text)


def placed(words: Iterable[Word], original: str) -> PlainText:
    """A plain text of these words, each of them put in its place there."""
    at = 1
    kept: list[Word] = []
    for word in words:
        kept.append(Word(text=word.text, at=at, start=word.start, end=word.end))
        at += len(word.text) + 1
    text = " " + "".join(f"{word.text} " for word in kept)
    return PlainText(text=text, words=tuple(kept), original=original)


def _fold(found: regex.Match[str]) -> tuple[str, ...]:
    if found.lastgroup == "word":
        return tuple(fold_word(found.group()).split())
    if found.lastgroup == "emoji":
        return (found.group(),)
    return () if _is_inside_number(found) or _is_pause(found) else (".",)


def _is_inside_number(found: regex.Match[str]) -> bool:
    """The dot of "2.30" or "N.H.S." ends no sentence."""
    end = found.end()
    return found.group() == "." and end < len(found.string) and found.string[end].isalnum()


def _is_pause(found: regex.Match[str]) -> bool:
    """The dots of "I want to... die" end no sentence."""
    is_dots = _DOTS.fullmatch(found.group()) is not None
    return is_dots and _SMALL_LETTER.match(found.string, found.end()) is not None
