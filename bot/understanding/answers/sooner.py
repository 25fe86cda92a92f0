"""Times sooner or later than those on offer: "anything sooner?", "later please"."""

from __future__ import annotations

from typing import Any, Final

from bot.commands import OpenQuestion
from bot.understanding.answers.choice_otherwise import start_of_choice
from bot.understanding.answers.earlier_or_later import as_utc
from bot.understanding.normalise import normalise
from bot.understanding.situation import Situation
from bot.understanding.word_list import answer_words

_SOONER: Final = frozenset(["sooner", "earlier", "quicker", "before"])
_LATER: Final = frozenset(["later"])
_AROUND: Final = answer_words("around_sooner")
_MOST_WORDS: Final = 9


def read_sooner(text: str, question: OpenQuestion, situation: Situation) -> dict[str, Any] | None:
    """The wish for a time before the first on offer, or for other times; None for a day or hour.

    Nobody who asks for something sooner is to be offered only what is later.
    """
    said = normalise(text).spoken()
    if len(said) > _MOST_WORDS or not set(said) <= _AROUND | _SOONER | _LATER:
        return None
    wish: dict[str, Any] = {"windows": [], "exact": None, "words": text.strip()}
    if _LATER.intersection(said):
        return wish | {"later": True}
    starts = (start_of_choice(choice, situation.timezone) for choice in question.choices)
    first = min((start for start in starts if start is not None), default=None)
    if first is None or not _SOONER.intersection(said):
        return None
    return wish | {"windows": [[as_utc(situation.now), as_utc(first)]]}
