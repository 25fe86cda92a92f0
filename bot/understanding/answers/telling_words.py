"""The words that tell one choice from another, and which of them somebody denies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from bot.understanding.answers.days import WEEKDAYS
from bot.understanding.normalise import PlainText
from bot.understanding.word_list import answer_words

EMPTY_WORDS: Final = answer_words("choice_fillers")
DENIALS: Final = answer_words("choice_denials")
BREAK: Final = ","
"""Stands among the words where a clause ends."""
_ENDS_CLAUSE: Final = regex.compile(r"[,;:.!?\n()–—]|\s-\s")
_DEGREES: Final = answer_words("degrees")
_AFTER_NOT: Final = _DEGREES | answer_words("after_not")
_LACKED: Final = answer_words("lacked")


def in_clauses(plain: PlainText) -> tuple[str, ...]:
    """The spoken words, with a BREAK where a clause ends: "not the same, better"."""
    words: list[str] = []
    end = 0
    for word in plain.words:
        if words and words[-1] != BREAK and _ENDS_CLAUSE.search(plain.original[end : word.start]):
            words.append(BREAK)
        if word.text != ".":
            words.append(word.text)
        end = word.end
    return tuple(words)


def telling_words(words: Sequence[str]) -> frozenset[str]:
    """The words that tell one choice from another; "Tue" and "tuesday" are the same.

    A word denied is another: "not safe" and "not that safe" are not "safe", nor does "not benefits"
    choose benefits. Whoever has "not got any money" denies no money.
    """
    return frozenset(
        ("not " if _is_denied(words, at) else "") + _day_or_word(word)
        for at, word in enumerate(words)
        if word not in EMPTY_WORDS and word != BREAK
    )


def _is_denied(words: Sequence[str], at: int) -> bool:
    if at and words[at - 1] in DENIALS:
        return True
    passed = at - 1
    while passed >= 0 and words[passed] in _AFTER_NOT:
        passed -= 1
    if passed < 0 or words[passed] not in DENIALS or words[at] in _LACKED:
        return False
    return words[passed] != "no" or _DEGREES.issuperset(words[passed + 1 : at])


def _day_or_word(word: str) -> str:
    return f"weekday {WEEKDAYS[word]}" if word in WEEKDAYS else word
