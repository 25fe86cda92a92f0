"""Answers that are nothing but an answer: they need not pass the model, only the rules."""

from __future__ import annotations

from typing import Final

from bot.understanding.normalise import normalise
from bot.understanding.word_list import answer_words

_MOST_WORDS: Final = 5
_WORDS: Final = frozenset().union(
    *(answer_words(name) for name in ("yes", "no", "polite", "numbers", "ordinals"))
)


def is_bare_answer(text: str) -> bool:
    """Whether a text is a few words of yes, no, number and thanks, or no words at all.

    `is_bare_answer("aye, the second one hen")`, but not "no me, I'm done".
    """
    said = normalise(text).spoken()
    return len(said) <= _MOST_WORDS and all(word in _WORDS or word.isdigit() for word in said)
