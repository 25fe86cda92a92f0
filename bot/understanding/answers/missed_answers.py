"""The answer to the text after a missed chat: a time or a way named goes before all else."""

from __future__ import annotations

from typing import Any, Final

from bot.commands import OpenQuestion, SetSlot
from bot.understanding.answers.another_time import another_time
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.booked_time import ANOTHER
from bot.understanding.answers.button import choose
from bot.understanding.answers.meeting_words import read_way_of_meeting
from bot.understanding.requests import says_not_needed
from bot.understanding.situation import Situation

_NOTHING: Final = "not_needed"
_LONGEST_WAY: Final = 40
"""Letters; who tells more of how they would meet is read by a person."""


def read_missed(text: str, answer: Answer | None, situation: Situation) -> Answer | None:
    """ "I can do mornings only now" wants a new time, and "1 but in person" one in person."""
    question = situation.question
    if question is None or (answer is not None and answer.is_whole):
        return answer
    nothing = question.choice_with(_NOTHING)
    if says_not_needed(text):
        return Answer(commands=choose(nothing, question)) if nothing is not None else answer
    if situation.detected.needs and answer is not None and nothing is not None:
        # "My weans have nothing to eat" names "Nothing just now" by a word.
        answer = None if answer.commands == choose(nothing, question) else answer
    if answer is not None and not _is_open_to_a_time(answer, question):
        return answer
    if answer is None and len(text) <= _LONGEST_WAY and not situation.detected.needs:
        # "In person please": another time, that way.
        new_time = question.choice_with(*ANOTHER)
        is_way = new_time is not None and read_way_of_meeting(text) is not None
        answer = Answer(commands=choose(new_time, question)) if new_time and is_way else None
    return another_time(text, situation) or _in_another_way(text, answer, question, situation)


def _is_open_to_a_time(answer: Answer, question: OpenQuestion) -> bool:
    """Whether a time may go before what was chosen: "A call" is no time of a chat."""
    open_to = (question.choice_with(_NOTHING), question.choice_with(*ANOTHER))
    return any(each and answer.commands == choose(each, question) for each in open_to)


def _in_another_way(
    text: str, answer: Answer | None, question: OpenQuestion, situation: Situation
) -> Answer | None:
    new_time, way = question.choice_with(*ANOTHER), read_way_of_meeting(text)
    if answer is None or new_time is None or way is None:
        return answer
    if answer.commands != choose(new_time, question):
        return answer
    wish: dict[str, Any] = {"windows": [], "exact": None, "words": text.strip(), "way": way}
    asked = SetSlot(name=situation.vocabulary.time_asked_slot, value=wish)
    return Answer(commands=(asked, *answer.commands))
