"""A name so plainly nothing else that it need not pass the model: "Zebedee Quillfeather"."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from bot.understanding.answers.person_name import read_person_name
from bot.understanding.lexicons import phrase_groups, signs
from bot.understanding.normalise import normalise
from bot.understanding.rule_detector import detect
from bot.understanding.typos import mend
from bot.understanding.word_list import answer_words, read_lexicon

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
    if any(_is_of_talk(word.text) for word in words):
        return False
    found = detect(text)
    return not found.needs and found.risk == "none" and not found.is_soft


def _is_of_talk(word: str) -> bool:
    whole, beginnings = _words_of_talk()
    return word in whole or word.startswith(beginnings)


@lru_cache(maxsize=1)
def _words_of_talk() -> tuple[frozenset[str], tuple[str, ...]]:
    """Every word that a rule listens for, and the beginnings of such words."""
    known = signs().vocabulary() | phrase_groups("requests").vocabulary()
    common = frozenset(str(read_lexicon("common_words")["en"]).split())
    listed = (answer_words(name) for name in ("not_names", "yes", "no", "polite", "courtesies"))
    beginnings = tuple(sorted(word[:-1] for word in known if word.endswith("*")))
    return known.union(common, *listed), beginnings
