"""Whether a text tells how its writer is, and what they wish for, in set words and no others.

A model that has learnt of danger from long texts sees it in short ones: "worse. can i see someone
sooner". Where every clause is made of what a check-in is answered with, the rules alone look at it.
"""

from __future__ import annotations

from typing import Final

from bot.understanding.clauses import clauses
from bot.understanding.normalise import normalise
from bot.understanding.seen_sooner import says_all_of
from bot.understanding.word_list import answer_words

_HOW: Final = answer_words("how_they_are")
_AROUND_A_CALL: Final = answer_words("around_a_call") | _HOW
_WISHES: Final = (
    "seen_sooner",
    "seen_again",
    "seen",
    "person",
    "person_alone",
    "out_of_hospital",
)
_MOST_WORDS: Final = 16


def only_tells_how_they_are(text: str) -> bool:
    """Whether each clause says how they are, that they would be seen, or that they are home from
    hospital."""
    parts = [said for said, _, _ in clauses(text)]
    if not parts or len(text.split()) > _MOST_WORDS:
        return False
    return all(_HOW.issuperset(normalise(said).spoken()) or _wishes(said) for said in parts)


def only_wants_to_be_seen(text: str) -> bool:
    """Whether it asks to be seen, or sooner, and says nothing else: "need to be seen sooner"."""
    return says_all_of(text, "seen_sooner", "seen")


def only_asks_for_a_call(text: str) -> bool:
    """Whether it asks to be rung, and not when or why: "gonnae gie us a bell when you can"."""
    return says_all_of(text, "person", "person_alone", besides=_AROUND_A_CALL)


def _wishes(said: str) -> bool:
    return says_all_of(said, *_WISHES, besides=_AROUND_A_CALL)
