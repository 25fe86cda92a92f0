"""A number of a choice, and more behind it: "2. mornings are best", "1. looking forward to it"."""

from __future__ import annotations

from typing import Final

import regex

from bot.commands import OpenQuestion, SetSlot
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.booked_time import ANOTHER, names_another_time
from bot.understanding.answers.button import choose
from bot.understanding.answers.time_instead import chooses, other_time
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.normalise import normalise
from bot.understanding.said_besides import with_what_is_besides
from bot.understanding.situation import Situation
from bot.understanding.word_list import answer_words

_AT_HEAD: Final = regex.compile(r"^\s*(?P<number>\d)(?:\s*[.,;:!)]\s*|\s+-\s+)(?P<rest>\p{L}.*)$")
_BEFORE_A_DAY: Final = regex.compile(
    r"^\s*(?P<number>\d)\s+(?P<rest>(?:on |for )?(?:mon|tues?|wed|wednes|thurs?|fri)(?:day)?\b.*)$",
    regex.IGNORECASE,
)
""" "2 thursday after 3", where 2 changes it."""
_CONDITIONS: Final = answer_words("conditions_of_choice")


def read_number_and_more(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """The choice of that number, with the time that is wished for or what is told beside it.

    What sets a condition, says yes or no, or names another time beside a yes, is none of this.
    """
    found = _AT_HEAD.match(text)
    if found is None and (day := _BEFORE_A_DAY.match(text)):
        # "2 on thursday is good", of a chat on Thursday, is an hour.
        found = day if names_another_time(day["rest"], situation) else None
    place = int(found["number"]) - 1 if found is not None else -1
    if found is None or not 0 <= place < len(question.choices):
        return None
    chosen, rest = Answer(commands=choose(question.choices[place], question)), found["rest"]
    if chooses(chosen, question, ANOTHER):
        when = other_time(rest, situation)
        asked = SetSlot(name=situation.vocabulary.time_asked_slot, value=when)
        return Answer(commands=(asked, *chosen.commands)) if when is not None else None
    if read_yes_no(rest) is not None or names_another_time(rest, situation):
        return None
    if not _CONDITIONS.isdisjoint(normalise(rest).spoken()):
        return None
    return with_what_is_besides(text, chosen, situation)
