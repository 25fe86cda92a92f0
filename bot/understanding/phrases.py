"""The small language in which lexicons write what people say.

`word` one plain word · `word*` any word that begins so · `(a|b c|)` one of, or nothing ·
`{name}` a class of lexicon/classes.yml · `~3` up to three words of the same sentence ·
`.` the end of a sentence. Words are folded as the message is, so any spelling may be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import regex

from bot.understanding.normalise import PlainText
from bot.understanding.words import fold_word

_ITEM = regex.compile(r"\(|\)|\||~\d+|[^\s()|]+")
_SAME_AS: Final = {"to": r"(?:to|2|too)", "for": r"(?:for|4)", "are": r"(?:are|were)"}
_SHORTEST_STEM: Final = 1

Value = TypeVar("Value")


class PhraseError(ValueError):
    """A phrase of a lexicon cannot be read."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Part of a pattern: its regex, the words it may begin with, and whether it may be empty."""

    pattern: str
    first: frozenset[str]
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Match(Generic[Value]):
    """Where in the plain text a phrase stands, and what it means."""

    start: int
    end: int
    value: Value


class PhraseBook(Generic[Value]):
    """Many phrases, found together in one pass over the words of a message."""

    def __init__(
        self, phrases: Iterable[tuple[str, Value]], classes: Mapping[str, str] | None = None
    ) -> None:
        self._by_word: dict[str, list[tuple[regex.Pattern[str], Value]]] = {}
        self._stem_lengths: set[int] = set()
        self.words: set[str] = set()
        for phrase, value in phrases:
            self._add(phrase, value, classes or {})

    def find(self, plain: PlainText) -> Iterator[Match[Value]]:
        """Every phrase at every word where it begins, in order of the words."""
        for word in plain.words:
            for entry in self._candidates(word.text):
                found = entry[0].match(plain.text, word.at - 1)
                if found is not None:
                    yield Match(word.at, found.end(), entry[1])

    def _candidates(self, word: str) -> Iterator[tuple[regex.Pattern[str], Value]]:
        yield from self._by_word.get(word, ())
        for length in self._stem_lengths:
            if length <= len(word):
                yield from self._by_word.get(word[:length] + "*", ())

    def _add(self, phrase: str, value: Value, classes: Mapping[str, str]) -> None:
        try:
            piece = _parse(phrase, classes)
        except PhraseError as error:
            raise PhraseError(f"{phrase!r}: {error}") from error
        if piece.is_optional or not piece.first:
            raise PhraseError(f"{phrase!r} may be empty")
        pattern = regex.compile(piece.pattern + r"(?= )")
        for first in piece.first:
            if first.endswith("*"):
                self._stem_lengths.add(len(first) - 1)
            self._by_word.setdefault(first, []).append((pattern, value))
        self.words.update(regex.findall(r"(?<= )[^\W\d_]{4,}(?![\w*\\])", piece.pattern))


def _parse(phrase: str, classes: Mapping[str, str]) -> _Piece:
    items = _ITEM.findall(_with_classes(phrase, classes))
    piece, rest = _alternatives(items, 0, phrase)
    if rest != len(items):
        raise PhraseError(f"{phrase!r} has a bracket too many")
    return piece


def _with_classes(phrase: str, classes: Mapping[str, str]) -> str:
    for _ in range(5):
        if "{" not in phrase:
            return phrase
        try:
            phrase = regex.sub(r"\{(\w+)\}", lambda name: f"({classes[name[1]]})", phrase)
        except KeyError as missing:
            raise PhraseError(f"{phrase!r}: no class {missing}") from missing
    raise PhraseError(f"{phrase!r}: classes name one another in a circle")


def _alternatives(items: list[str], at: int, phrase: str) -> tuple[_Piece, int]:
    options: list[_Piece] = []
    while True:
        option, at = _sequence(items, at, phrase)
        options.append(option)
        if at >= len(items) or items[at] != "|":
            return _either(options), at
        at += 1


def _sequence(items: list[str], at: int, phrase: str) -> tuple[_Piece, int]:
    pieces: list[_Piece] = []
    while at < len(items) and items[at] not in "|)":
        if items[at] != "(":
            pieces.extend(_single(items[at]))
            at += 1
            continue
        piece, at = _alternatives(items, at + 1, phrase)
        if at >= len(items):
            raise PhraseError(f"{phrase!r} has a bracket too few")
        pieces.append(piece)
        at += 1
    return _joined(pieces), at


def _single(item: str) -> list[_Piece]:
    if item.startswith("~"):
        return [_Piece(rf"(?: (?!\. )[^ ]+){{0,{item[1:]}}}?", frozenset(), True)]
    if item == ".":
        return [_Piece(r" \.", frozenset("."), False)]
    if item.endswith("*"):
        return [_stem(item)]
    return [_word(word) for word in fold_word(item).split() or [item]]


def _word(word: str) -> _Piece:
    pattern = _SAME_AS.get(word)
    if pattern is None:
        return _Piece(f" {regex.escape(word)}(?= )", frozenset([word]), False)
    return _Piece(f" {pattern}(?= )", frozenset(pattern[3:-1].split("|")), False)


def _stem(item: str) -> _Piece:
    stem = item[:-1].casefold()
    if len(stem) < _SHORTEST_STEM:
        raise PhraseError(f"{item!r} is too short a beginning")
    return _Piece(rf" {regex.escape(stem)}[^ ]*+", frozenset([f"{stem}*"]), False)


def _joined(pieces: list[_Piece]) -> _Piece:
    first: set[str] = set()
    is_optional = True
    for piece in pieces:
        if is_optional:
            first |= piece.first
            is_optional = piece.is_optional
            if is_optional and not piece.first and len(pieces) > 1 and piece is pieces[0]:
                raise PhraseError("a phrase cannot begin with a gap")
    return _Piece("".join(piece.pattern for piece in pieces), frozenset(first), is_optional)


def _either(options: list[_Piece]) -> _Piece:
    if len(options) == 1:
        return options[0]
    return _Piece(
        "(?:" + "|".join(option.pattern for option in options) + ")",
        frozenset().union(*(option.first for option in options)),
        any(option.is_optional for option in options),
    )
