"""What is told beside a good answer: "better but still lonely"."""

from __future__ import annotations

from typing import Final

from bot.understanding.normalise import normalise
from bot.understanding.word_list import answer_words

_TURNS: Final = frozenset(["but", "still", "though", "although", "except", "apart"])
_ADDS_NOTHING: Final = answer_words("adds_nothing")


def but_still(text: str) -> bool:
    """Whether something follows a "but" or a "still" that somebody should read."""
    said = normalise(text).spoken()
    turn = next((at for at, word in enumerate(said) if word in _TURNS), len(said))
    return any(word not in _ADDS_NOTHING for word in said[turn:])
