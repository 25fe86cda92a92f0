"""The small language in which lexicons write what people say.

`word` one plain word · `word*` any word that begins so · `(a|b c|)` one of, or nothing ·
`{name}` a class of lexicon/classes.yml · `~3` up to three words of the same sentence ·
`!(a|b)` neither of these among the forty words that follow · `.` the end of a sentence. Words are
folded as the message is, so any spelling may be written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.understanding.words import fold_word

_ITEM = re.compile(r"\(|\)|\||!|~\d+|[^\s()|!]+")
END_OF_WORD: Final = "(?= )"
"""Between two words the blank before the second says it; a phrase ends with it."""
_REFUSED_WITHIN: Final = 40
_SAME_AS: Final = {"to": ("to", "2", "too"), "for": ("for", "4"), "are": ("are", "were")}


class PhraseError(ValueError):
    """A phrase of a lexicon cannot be read."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as a regular expression over plain text, and what lets it be passed over fast.

    `pattern` ends within the last word: END_OF_WORD comes after it.

    `first`: the words with which it may begin; `needs`: sets of words, of each of which every
    match holds at least one. Words that end in "*" are beginnings of words.
    """

    pattern: str
    first: frozenset[str]
    is_optional: bool
    needs: tuple[frozenset[str], ...] = ()
    spellings: str = ""
    """For a single word: its spellings as alternatives of a regular expression."""
    words: frozenset[str] = frozenset()
    """Every word and beginning of a word in it, wherever it stands."""


def parse_phrase(phrase: str, classes: Mapping[str, str]) -> Phrase:
    """One line of a lexicon; raises PhraseError where it cannot be read or may be empty."""
    items = _ITEM.findall(_with_classes(phrase, classes))
    try:
        piece, rest = _alternatives(items, 0)
    except PhraseError as error:
        raise PhraseError(f"{phrase!r} {error}") from error
    if rest != len(items):
        raise PhraseError(f"{phrase!r} has a bracket too many")
    if piece.is_optional or not piece.first:
        raise PhraseError(f"{phrase!r} may be empty")
    return piece


def _with_classes(phrase: str, classes: Mapping[str, str]) -> str:
    for _ in range(5):
        if "{" not in phrase:
            return phrase
        try:
            phrase = re.sub(r"\{(\w+)\}", lambda name: f"({classes[name[1]]})", phrase)
        except KeyError as missing:
            raise PhraseError(f"{phrase!r}: no class {missing}") from missing
    raise PhraseError(f"{phrase!r}: classes name one another in a circle")


def _alternatives(items: list[str], at: int) -> tuple[Phrase, int]:
    options: list[Phrase] = []
    while True:
        option, at = _sequence(items, at)
        options.append(option)
        if at >= len(items) or items[at] != "|":
            return _either(options), at
        at += 1


def _sequence(items: list[str], at: int) -> tuple[Phrase, int]:
    pieces: list[Phrase] = []
    while at < len(items) and items[at] not in "|)":
        is_refused = items[at] == "!"
        at += is_refused
        if items[at : at + 1] != ["("]:
            if is_refused:
                raise PhraseError("refuses nothing")
            pieces.extend(_single(items[at]))
            at += 1
            continue
        piece, at = _alternatives(items, at + 1)
        if at >= len(items):
            raise PhraseError("has a bracket too few")
        pieces.append(_refused(piece) if is_refused else piece)
        at += 1
    return _joined(pieces), at


def _refused(piece: Phrase) -> Phrase:
    near = rf"(?: [^ ]+){{0,{_REFUSED_WITHIN - 1}}}?"
    return Phrase(f"(?!{near}{piece.pattern}{END_OF_WORD})", frozenset(), True, words=piece.words)


@cache
def _single(item: str) -> tuple[Phrase, ...]:
    """Kept: the same few thousand words stand at a hundred thousand places, in classes mostly."""
    if item.startswith("~"):
        return (Phrase(rf"(?: (?!\. )[^ ]+){{0,{item[1:]}}}?", frozenset(), True),)
    if item == ".":
        return (Phrase(r" \.", frozenset("."), False),)
    if item.endswith("*"):
        stem = item[:-1].casefold()
        words = frozenset([f"{stem}*"])
        return (Phrase(rf" {re.escape(stem)}[^ ]*+", words, False, (words,), words=words),)
    return tuple(_word(word) for word in fold_word(item).split() or [item])


def _word(word: str) -> Phrase:
    words = _SAME_AS.get(word, (word,))
    return _one_of("|".join(re.escape(same) for same in words), frozenset(words))


def _one_of(spellings: str, words: frozenset[str]) -> Phrase:
    pattern = f" (?:{spellings})" if "|" in spellings else f" {spellings}"
    return Phrase(pattern, words, False, (words,), spellings, words)


def _joined(pieces: list[Phrase]) -> Phrase:
    if len(pieces) == 1:
        return pieces[0]
    first: set[str] = set()
    is_optional = True
    for piece in pieces:
        if not is_optional:
            break
        if not piece.first:
            raise PhraseError("begins with a gap")
        first |= piece.first
        is_optional = piece.is_optional
    return Phrase(
        "".join(piece.pattern for piece in pieces),
        frozenset(first),
        is_optional,
        tuple(need for piece in pieces if not piece.is_optional for need in piece.needs),
        words=frozenset().union(*(piece.words for piece in pieces)),
    )


def _either(options: list[Phrase]) -> Phrase:
    if len(options) == 1:
        return options[0]
    options = _with_single_words_as_one(options)
    if len(options) == 1:
        return options[0]
    return Phrase(
        "(?:" + "|".join(option.pattern for option in options) + ")",
        frozenset().union(*(option.first for option in options)),
        any(option.is_optional for option in options),
        _shared_need(options),
        words=frozenset().union(*(option.words for option in options)),
    )


def _with_single_words_as_one(options: list[Phrase]) -> list[Phrase]:
    """Hundreds of words compile and match much faster as one alternative."""
    single = [option for option in options if option.spellings]
    if not single:
        return options
    spellings = "|".join(option.spellings for option in single)
    words = frozenset().union(*(option.first for option in single))
    return [_one_of(spellings, words), *(option for option in options if not option.spellings)]


def _shared_need(options: list[Phrase]) -> tuple[frozenset[str], ...]:
    """Every match of a choice holds a word of what one of its options needs."""
    if any(option.is_optional or not option.needs for option in options):
        return ()
    return (frozenset().union(*(min(option.needs, key=len) for option in options)),)
