"""Help that is asked for by its name, though no need covers it: "need a solicitor"."""

from __future__ import annotations

from typing import Final

import regex

from bot.understanding.contact_wishes import speaks_of_new_number
from bot.understanding.normalise import normalise
from bot.understanding.word_list import answer_words

_ASKED: Final = regex.compile(
    r"\b(?:need|needing|want|wanting|looking for|looking to get|could do with|after|how do i get|"
    r"can i get|could i get|help (?:with|to|me|us|filling|moving|getting|finding|reading|writing))"
    r" (?P<what>.+)$"
)
_HOLLOW: Final = answer_words("names_no_help")
""" "I need some help please" names nothing."""
_LONGEST: Final = 120


def names_help(text: str) -> bool:
    """Whether a short text says what it wants help with, or needs; a question back does not."""
    if len(text) > _LONGEST or speaks_of_new_number(text):
        return False
    found = _ASKED.search(" ".join(normalise(text).spoken()))
    return found is not None and not _HOLLOW.issuperset(found["what"].split())
