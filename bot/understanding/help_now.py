"""Help that cannot wait, told where a time was asked about: "tonight" is no time for a chat."""

from __future__ import annotations

from typing import Final

from bot.understanding.normalise import normalise
from bot.understanding.situation import Situation
from bot.understanding.word_list import answer_words

_OTHERWISE: Final = answer_words("wanting_otherwise")


def needs_help_now(text: str, situation: Situation) -> bool:
    """Whether it tells of a need that cannot wait ("I'm homeless tonight"), and does not ask for
    another time besides ("can we change it, I'm being put out on Friday")."""
    is_urgent = situation.detected.risk != "none"
    return is_urgent and _OTHERWISE.isdisjoint(normalise(text).spoken())
