"""An answer taken back with nothing in its place: "that's wrong", "can I change my answer"."""

from __future__ import annotations

from typing import Final

import regex

from bot.understanding.situation import Situation

_BEFORE: Final = (
    r"^\W*(?:(?:no|naw|nah|sorry|soz|oops|wait|oh|och|aw|actually|hang on|hold on)\b\W*)*"
)
_WRONG: Final = regex.compile(
    _BEFORE + r"(?:(?:that|this|it)(?:['’]?s|\s+is|\s+was)?\s+|(?:i|ah)\s+(?:put|gave|typed)\s+)?"
    r"(?:(?:the|my|a)\s+)?(?:wrong|incorrect|mistake|not?\s+(?:right|correct))"
    r"(?:\s+(?:name|date|date of birth|birthday|dob|answer|one))?\W*$",
    regex.IGNORECASE,
)
_NOT_MINE: Final = regex.compile(
    _BEFORE + r"(?:that|this)(?:['’]?s|\s+is)\s+not?\s+(?:my|ma)\s+"
    r"(?:name|date of birth|birthday|dob)\W*$",
    regex.IGNORECASE,
)
_GO_BACK: Final = regex.compile(
    _BEFORE
    + r"(?:(?:can|could|may)\s+(?:i|ah|we|you)\s+(?:please\s+)?|i\s+(?:want|need)\s+(?:to\s+))?"
    r"(?:change\s+(?:my|ma|that|the|an)\s+(?:(?:last|previous)\s+)?answer|go\s+back"
    r"(?:\s+(?:one|a step|to the (?:last|previous) (?:one|question)))?)(?:\s+please)?\W*$",
    regex.IGNORECASE,
)
_WHO_AND_WHEN: Final = frozenset(
    ["when", "person_name", "name_and_birth_date", "date_of_birth", "phone", "postcode", "number"]
)
"""Kinds of question to which "that's wrong" is no answer: they ask nothing that could be wrong."""


def takes_back(text: str, situation: Situation) -> bool:
    """Whether the text says that what was answered before is wrong, or asks to put it right.

    "That's wrong", to "is that right?", is an answer.
    """
    question = situation.question
    if question is None or question.slot in _decisions(situation):
        return False
    if _GO_BACK.match(text) is not None:
        return True
    is_choice = question.kind == "choice" and question.takes_own_words
    if question.kind not in _WHO_AND_WHEN and not is_choice:
        return False
    return _WRONG.match(text) is not None or _NOT_MINE.match(text) is not None


def _decisions(situation: Situation) -> frozenset[str]:
    """Asked by us, weeks after the last answer."""
    words = situation.vocabulary
    return frozenset(
        [words.reminder_slot, words.missed_slot, words.freed_slot, words.feeling_slot]
    ) | {words.calling_off_slot, words.needs_right_slot}
