"""Needs that a message does nothing but name: "money", "the heating and my nerves"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from bot.understanding.detection import Evidence
from bot.understanding.lexicons import Sign, phrase_groups
from bot.understanding.normalise import PlainText, normalise
from bot.understanding.phrase_book import Match, places_held
from bot.understanding.word_list import answer_words

_AROUND: Final = "around"
_MOST_WORDS: Final = 10
_MOST_WORDS_OF_A_REQUEST: Final = 16
_WEIGHT: Final = 0.95
_DENIALS: Final = frozenset(["no", "not", "isnt", "never"])
_FILLERS: Final = (answer_words("choice_fillers") - {"no", "not"}) | {"naw", "nah", "nope"}
"""Not "no", which may say that there is none: "no money"."""


def read_named_needs(plain: PlainText) -> tuple[Match[Sign], ...]:
    """Where each need is named; empty where the message says anything besides."""
    telling = {word.at for word in plain.words if _tells(word.text)}
    if not telling or len(plain.words) > _MOST_WORDS_OF_A_REQUEST:
        return ()
    matches = list(phrase_groups("named_needs").find(plain))
    if not telling <= places_held(matches):
        return ()
    return tuple(
        Match(match.start, match.end, Sign(match.value, _WEIGHT, "named"))
        for match in whole_names(matches)
    )


def named_among(text: str, most_words: int = _MOST_WORDS) -> tuple[Evidence, ...]:
    """Needs named anywhere in a short answer to what help is for: "money mainly, and my head"."""
    plain = normalise(text)
    if len(plain.words) > most_words:
        return ()
    found = []
    for match in whole_names(phrase_groups("named_needs").find(plain)):
        before = plain.text[: match.start].rsplit(maxsplit=1)[-1:]
        if before and _DENIALS.issuperset(before):
            continue
        span = plain.span(match.start, match.end)
        found.append(Evidence(label=match.value, start=span.start, end=span.end, why="named"))
    return tuple(found)


def _tells(word: str) -> bool:
    """Neither the end of a sentence, a picture, nor a word of courtesy."""
    return word not in _FILLERS and any(map(str.isalnum, word))


def whole_names(matches: Iterable[Match[str]]) -> Iterator[Match[str]]:
    """The names of needs, in order, but those that a longer one holds: "health" in "mental health".

    One look at each, however many there are: a text may be as long as its writer likes.
    """
    reached = (0, 0)
    for match in sorted(matches, key=lambda each: (each.start, -each.end)):
        place = match.start, match.end
        if place != reached and match.end <= reached[1]:
            continue
        reached = place
        if match.value != _AROUND:
            yield match
