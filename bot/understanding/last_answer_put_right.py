"""The answer just before put right by its number: "sorry, I meant 2", "not 1 but 2", "naw 2".

What is asked now has had no answer yet, so it is not of that.
"""

from __future__ import annotations

from typing import Any, Final

import regex

from bot.commands import Command, CorrectSlots, OpenQuestion, Span
from bot.understanding.answers.number_put_right import number_put_right
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.situation import LastAnswer, Situation

_NO: Final = 2
_SAYS_SO: Final = regex.compile(
    r"\b(?:meant|mean|mistake|wrong|oops|wait|instead|change[d]?|switch|swap)\b"
    r"|^\W*(?:naw|nah|nope)\b|^\W*no\s*[,.;!-]+|^\W*no\s+(?:actually|sorry)\b",
    regex.IGNORECASE,
)
""" "No 2" is number two, and "sorry, 2" comes late; neither takes anything back."""
_DENIED: Final = regex.compile(
    r"\b(?:not|pressed|put|typed|said|chose|picked|instead of|rather than)\s+(?:number\s+)?"
    r"(?P<n>\d)\b"
    r"|\d\W+no\s+(?P<n>\d)\b",
    regex.IGNORECASE,
)
_MEANT_YES_OR_NO: Final = regex.compile(
    r"^\W*(?:(?:no|naw|nah|sorry|soz|wait|oops|actually|ach|och|aw|oh)\b[\s,.!-]*)*"
    r"(?:(?:i|ah|a)\s+)?(?:meant|should (?:be|have been|say))\b(?P<right>.{1,20})$",
    regex.IGNORECASE,
)


def read_last_answer_put_right(text: str, situation: Situation) -> tuple[Command, ...]:
    """The other choice of those that were on offer; nothing where none is meant."""
    question, last = situation.question, situation.last
    if question is None or last is None or not _may_be_of_the_last(question, situation):
        return ()
    value = _numbered(text, question, last, situation) if last.offered else None
    if value is None:
        value = _yes_or_no(text, last)
    if value is None or value == situation.slots.get(last.slot):
        return ()
    return (CorrectSlots(values={last.slot: value}, span=Span(0, len(text))),)


def _may_be_of_the_last(question: OpenQuestion, situation: Situation) -> bool:
    """Asked if it is safe to text, any "no" is heeded; what we ask weeks later is a new talk."""
    words = situation.vocabulary
    apart = (words.safe_slot, words.reminder_slot, words.missed_slot, words.freed_slot)
    return question.slot not in {*apart, words.calling_off_slot, words.feeling_slot}


def _numbered(
    text: str, question: OpenQuestion, last: LastAnswer, situation: Situation
) -> Any | None:
    number, denied = number_put_right(text), _DENIED.search(text)
    if number is None or not (denied or _SAYS_SO.search(text)):
        return None
    if not 1 <= number <= len(last.offered):
        return None
    if denied and not _was_given(int(denied["n"]), last, situation):
        return None
    is_no = (
        question.kind == "yes_no" and not denied and read_yes_no(text) == (False, (str(number),))
    )
    return None if is_no else last.offered[number - 1]


def _was_given(number: int, last: LastAnswer, situation: Situation) -> bool:
    given = last.offered[number - 1] if 1 <= number <= len(last.offered) else None
    return given is not None and given == situation.slots.get(last.slot)


def _yes_or_no(text: str, last: LastAnswer) -> bool | None:
    """ "Sorry, I meant yes", where yes or no was the answer."""
    found = _MEANT_YES_OR_NO.match(text)
    said = read_yes_no(found["right"]) if found is not None else None
    is_of_it = any(isinstance(each, bool) for each in last.offered)
    return said[0] if is_of_it and said is not None and not said[1] else None
