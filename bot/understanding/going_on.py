"""Whether a text after the crisis lines asks to go on with what was begun."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.understanding.digressions import says_outright
from bot.understanding.word_list import answer_words

_REASSURING: Final = answer_words("reassuring")


def asks_to_go_on(text: str, phrases: Iterable[str]) -> bool:
    """Whether it says one of these phrases, and beside it at the most that they are all right:
    "im ok just stressed can we carry on". "I cannot go on" asks for nothing."""
    return says_outright(text, phrases, besides=_REASSURING)
