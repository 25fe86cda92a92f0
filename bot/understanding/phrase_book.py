"""Many phrases, found together in one pass over the words of a message.

Each phrase is one bit. The words of a message say, by a few AND and OR over those bits, which
phrases can be there at all; only these are tried, where their first words stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from bot.understanding.normalise import PlainText
from bot.understanding.phrases import END_OF_WORD, Phrase, parse_phrase

_MOST_NEEDS: Final = 3
_MOST_REMEMBERED: Final = 20_000
_LONGEST_REMEMBERED: Final = 40
_LETTERS = re.compile(r"[^\W\d_]{4,}")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Match(Generic[Value]):
    """Where in the plain text a phrase stands, and what it means."""

    start: int
    end: int
    value: Value


def places_held(matches: Iterable[Match[Any]]) -> frozenset[int]:
    """Every place of the plain text that lies within one of the matches."""
    return frozenset(at for match in matches for at in range(match.start, match.end))


def is_all_told(plain: PlainText, matches: Iterable[Match[Any]]) -> bool:
    """Whether the matches hold every word: nothing else is said."""
    held = places_held(matches)
    return all(word.text == "." or word.at in held for word in plain.words)


@dataclass(slots=True)
class _Bits:
    """The phrases that may begin with a word, and those of which it meets a need."""

    first: int
    needs: list[int]


class PhraseBook(Generic[Value]):
    """Phrases with their values; it answers the same however often it is asked."""

    def __init__(
        self, phrases: Iterable[tuple[str, Value]], classes: Mapping[str, str] | None = None
    ) -> None:
        self._values: list[Value] = []
        self._sources: list[str] = []
        self._patterns: dict[int, re.Pattern[str]] = {}
        self._bits: dict[str, _Bits] = {}
        self._words: set[str] = set()
        self._without_need = [0] * _MOST_NEEDS
        for phrase, value in phrases:
            self._add(parse_phrase(phrase, classes or {}), value)
        stems = {word for word in self._bits if word.endswith("*")}
        self._stem_lengths = sorted({len(stem) - 1 for stem in stems})
        self._remembered: dict[str, _Bits] = {}
        self._last: tuple[str, Sequence[Match[Value]]] = ("", ())

    def words(self) -> frozenset[str]:
        """The plain words of four letters or more that phrases are looked up by."""
        return frozenset(word for word in self._bits if _LETTERS.fullmatch(word))

    def known_words(self) -> frozenset[str]:
        """Every plain word of four letters or more, also those that no phrase is looked up by."""
        return frozenset(word for word in self._words if _LETTERS.fullmatch(word))

    def vocabulary(self) -> frozenset[str]:
        """All plain words in the phrases, and beginnings of words, which end in "*"."""
        return frozenset(self._bits)

    def find(self, plain: PlainText) -> Sequence[Match[Value]]:
        """Every phrase at every word where it begins, in order of the words.

        What was found last is kept, since several readers look for their own group in one text.
        """
        text, found = self._last
        if text != plain.text:
            found = tuple(self._found_in(plain))
            self._last = plain.text, found
        return found

    def _found_in(self, plain: PlainText) -> Iterator[Match[Value]]:
        bits = {word.text: self._bits_of(word.text) for word in plain.words}
        possible = self._possible(bits.values())
        if not possible:
            return
        for word in plain.words:
            for number in _numbers(bits[word.text].first & possible):
                found = self._pattern(number).match(plain.text, word.at - 1)
                if found is not None:
                    yield Match(word.at, found.end(), self._values[number])

    def _pattern(self, number: int) -> re.Pattern[str]:
        """Compiled when first tried: most phrases of a lexicon wait long for their turn."""
        pattern = self._patterns.get(number)
        if pattern is None:
            pattern = self._patterns[number] = re.compile(self._sources[number])
        return pattern

    def _possible(self, words: Iterable[_Bits]) -> int:
        met = list(self._without_need)
        for word in words:
            for place, bits in enumerate(word.needs):
                met[place] |= bits
        possible = met[0]
        for bits in met[1:]:
            possible &= bits
        return possible

    def _bits_of(self, word: str) -> _Bits:
        known = self._remembered.get(word)
        if known is None:
            known = self._gathered(word)
            if len(self._remembered) < _MOST_REMEMBERED and len(word) <= _LONGEST_REMEMBERED:
                self._remembered[word] = known
        return known

    def _gathered(self, word: str) -> _Bits:
        """A word's own bits and those of every stem that it begins with."""
        gathered = _Bits(0, [0] * _MOST_NEEDS)
        stems = (f"{word[:length]}*" for length in self._stem_lengths if length <= len(word))
        for name in (word, *stems):
            bits = self._bits.get(name)
            if bits is not None:
                gathered.first |= bits.first
                gathered.needs = [a | b for a, b in zip(gathered.needs, bits.needs, strict=True)]
        return gathered

    def _add(self, phrase: Phrase, value: Value) -> None:
        bit = 1 << len(self._values)
        self._words |= phrase.words
        self._values.append(value)
        self._sources.append(phrase.pattern + END_OF_WORD)
        for word in phrase.first:
            self._named(word).first |= bit
        needs = sorted(phrase.needs, key=len)[:_MOST_NEEDS]
        for place in range(_MOST_NEEDS):
            if place >= len(needs):
                self._without_need[place] |= bit
                continue
            for word in needs[place]:
                self._named(word).needs[place] |= bit

    def _named(self, word: str) -> _Bits:
        return self._bits.setdefault(word, _Bits(0, [0] * _MOST_NEEDS))


def _numbers(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
