"""A number of a choice at the head of a message that goes on to something else."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.answers.birth_date import MONTHS
from bot.understanding.answers.days import WEEKDAYS
from bot.understanding.answers.number import NUMBER_WORDS
from bot.understanding.answers.threats import without_threats
from bot.understanding.normalise import normalise
from bot.understanding.word_list import answer_words

_LEADING: Final = re.compile(
    r"\s*(\d)\s*(?:[.,;)!]\s*|\s)(?:and|also|plus|but|please|pls|thanks|cos|because)\b\s*\S+",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(
    r"\s*(\d)\s*(?:(?:[.,;:)!–—-]+\s+|\n\s*)(?!(?:or|not|no|nope|nah|naw|if)\b)[^\W\d_]"
    r"|(?:my|ma|our|i|im|i['’]m|ive|i['’]ve|we|weve|we['’]ve|theres|there['’]s|btw)\b\s*\S)",
    re.IGNORECASE,
)
""" "1. I'm behind with the rent", "2 my benefits have stopped"."""
_IN_WORDS: Final = {
    **dict.fromkeys(("one", "wan", "yin", "ane"), "1"),
    **dict.fromkeys(("two", "twa"), "2"),
    **{"three": "3", "four": "4", "fower": "4", "five": "5"},
}
_WORD: Final = re.compile(r"^\s*([a-z]+)(?=\s*[.,;:!]\s+[^\W\d_])", re.IGNORECASE)
""" "Wan, money then": in words only before a mark, for "two weeks of this" is no choice."""
_OTHER_CHOICE: Final = answer_words("conditions_of_choice")


def read_leading_number(text: str) -> int | None:
    """The 1 of "1 and also my gas is cut off", which says nothing else about what was asked.

    "2 but I'm being evicted tomorrow" names no other day.
    """
    return _number(text, _LEADING.match(_in_figures(text)))


def read_number_before_sentence(text: str) -> int | None:
    """The 1 of "1. I'm behind with the rent" too: what follows is told, and chooses nothing."""
    said = _in_figures(text)
    return _number(text, _LEADING.match(said) or _SENTENCE.match(said))


def read_number_before_day(text: str) -> int | None:
    """The 2 of "2 I work Monday to Wednesday", where no time was asked for: a day chooses nothing
    either, unless the number is of a date."""
    said = _in_figures(text)
    return _number(text, _LEADING.match(said) or _SENTENCE.match(said), may_name_days=True)


def _in_figures(text: str) -> str:
    found = _WORD.match(text)
    figure = _IN_WORDS.get(found[1].casefold()) if found is not None else None
    if (
        found is None
        or figure is None
        or not NUMBER_WORDS.keys().isdisjoint(normalise(text[found.end() :]).spoken())
    ):
        return text
    return figure + text[found.end() :]


def _number(text: str, found: re.Match[str] | None, *, may_name_days: bool = False) -> int | None:
    words = normalise(without_threats(_in_figures(text))).spoken()
    if found is None or _OTHER_CHOICE.intersection(words):
        return None
    if may_name_days:
        has_more = (words[1:2] and words[1] in MONTHS) or any(w.isdecimal() for w in words[1:])
    else:
        has_more = any(w.isdecimal() or w in WEEKDAYS or w in MONTHS for w in words[1:])
    return None if has_more else int(found[1])
