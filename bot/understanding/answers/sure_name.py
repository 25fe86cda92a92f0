"""A name so plainly nothing else that it need not pass the model: "Zebedee Quillfeather"."""

from __future__ import annotations

from typing import Final

from bot.understanding.answers.person_name import read_person_name
from bot.understanding.answers.talk_words import is_of_talk
from bot.understanding.normalise import normalise
from bot.understanding.rule_detector import detect
from bot.understanding.typos import mend

_FEWEST_WORDS: Final = 2
_MOST_WORDS: Final = 3


def is_sure_name(text: str) -> bool:
    """Whether a text is two or three words, all of a name, and none of talk, need or danger.

    Whoever shares a name with such a word ("Joy", "Burns") is looked at as any text is.
    """
    said = text.strip(" .,!\n").split()
    name = read_person_name(text)
    if name is None or len(name.split()) != len(said):
        return False
    if not _FEWEST_WORDS <= len(said) <= _MOST_WORDS:
        return False
    words = (*normalise(text).words, *mend(normalise(text)).words)
    return not any(is_of_talk(word.text) for word in words) and _tells_nothing(text)


def is_written_name(text: str) -> bool:
    """Whether a text is a sure name, or written as one: "Jim Docherty", though "Jim" is talk too.

    "Sheriff Court" is none: its last word is of talk.
    """
    if is_sure_name(text):
        return True
    said = text.split()
    if not _FEWEST_WORDS <= len(said) <= _MOST_WORDS or not all(word[0].isupper() for word in said):
        return False
    return not is_of_talk(said[-1].casefold()) and _tells_nothing(text)


def is_capital_name(text: str) -> bool:
    """Whether it is two or three words with a name's capitals, and tells of no need: "Effie Low",
    whose last word is one of talk. It is enough where a date of birth is all that follows."""
    said = text.split()
    is_short = _FEWEST_WORDS <= len(said) <= _MOST_WORDS
    return is_short and all(word[0].isupper() for word in said) and _tells_nothing(text)


def _tells_nothing(text: str) -> bool:
    found = detect(text)
    return not found.needs and found.risk == "none" and not found.is_soft
