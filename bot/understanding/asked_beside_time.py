"""A question beside the answer to "when suits?": "the Wednesday one please, is it my own GP I see?"

Neither is lost: the time is taken or looked for, and the question answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from bot.commands import Command, OpenQuestion, SetSlot
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.any_question import read_answer
from bot.understanding.answers.meeting_words import read_way_of_meeting
from bot.understanding.answers.when import read_when
from bot.understanding.normalise import normalise
from bot.understanding.requests import asks_to_change_later
from bot.understanding.said_besides import is_on_offer, passing, what_is_asked
from bot.understanding.situation import Situation
from bot.understanding.word_list import answer_words

_STRETCH: Final = regex.compile(r"[^,.;!?\n]+(?:[.:]\d+[^,.;!?\n]*)*[?]*")
_LINKED: Final = regex.compile(
    r"\s+(?:and|but|also|plus)\s+(?=\L<asking>\b)",
    regex.IGNORECASE,
    asking=sorted(answer_words("asking") | {"text me", "remind me", "message me", "send me"}),
)
_ASKING: Final = answer_words("asking") | {"hows"}
_BEFORE_ASKING: Final = answer_words("adding") | answer_words("before_adding") | {"but"}
_CHANGING: Final = answer_words("other_times") | {"change", "move", "swap"}
_TO_BE_TOLD: Final = regex.compile(
    r"\b(?:text|message|email|remind|tell) (?:me|us)\b.{0,20}"
    r"\b(?:day before|morning|day|reminder)\b"
    r"|\b(?:remind me|send (?:me )?a reminder)\b",
    regex.IGNORECASE,
)
""" "Can you text me the day before" wishes for no day."""
_FEWEST_WORDS: Final = 3
_MOST_STRETCHES: Final = 5


def read_time_and_question(
    text: str, question: OpenQuestion, situation: Situation
) -> Answer | None:
    """The answer in a text's other stretches, and what a question beside it begins."""
    if situation.detected.needs or situation.detected.risk != "none":
        return None
    stretches = _stretches(text)
    asking = [each for each in stretches if _asks(each, situation)]
    rest = ", ".join(each for each in stretches if each not in asking)
    if not asking or not normalise(rest).words:
        return None
    answer = time_in(rest, [each for each in stretches if each not in asking], situation)
    if answer is None:
        return None
    asked = _begun_by(asking, situation, waits=_may_be_booked(answer, situation))
    return Answer(commands=(*answer.commands, *asked)) if asked else None


def _stretches(text: str) -> list[str]:
    parts = [part for each in _STRETCH.findall(text) for part in _LINKED.split(each)]
    found = [part.strip() for part in parts if part.strip()]
    return found if 1 < len(found) <= _MOST_STRETCHES else []


def _asks(stretch: str, situation: Situation) -> bool:
    """Whether a stretch asks us something, and wishes for no time nor way of meeting."""
    if asks_to_change_later(stretch) or _TO_BE_TOLD.search(stretch):
        return True
    said = list(normalise(stretch).spoken())
    while said and said[0] in _BEFORE_ASKING:
        said.pop(0)
    if len(said) < _FEWEST_WORDS or said[0] not in _ASKING:
        return False
    if not _CHANGING.isdisjoint(said):
        return False  # "can it be later" is a wish
    when = read_when(stretch, now=situation.now, timezone=situation.timezone)
    return when is None and read_way_of_meeting(stretch) is None


def time_in(rest: str, stretches: Sequence[str], situation: Situation) -> Answer | None:
    """The time in all that is not asked, or in one stretch of it: "3. Is there parking? I'm
    disabled"."""
    question = situation.question
    if question is None or not normalise(rest).words:
        return None
    answer = read_answer(rest, question, situation)
    if answer is not None:
        return answer if _is_a_time(answer, question) else None
    found = (read_answer(each, question, situation) for each in stretches)
    return next((one for one in found if one and one.is_whole and _is_a_time(one, question)), None)


def _is_a_time(answer: Answer, question: OpenQuestion) -> bool:
    """Whether an answer takes a time or looks for one; "no thanks" is read with all its words."""
    return len(answer.commands) == 1 and all(
        isinstance(each, SetSlot) and each.name == question.slot and each.value != "none"
        for each in answer.commands
    )


def _may_be_booked(answer: Answer, situation: Situation) -> bool:
    """Whether a chat may be booked in this turn; what is asked of it is answered after that."""
    values = [each.value for each in answer.commands if isinstance(each, SetSlot)]
    is_exact = any(isinstance(value, dict) and value.get("exact") for value in values)
    return is_exact or is_on_offer(answer, situation)


def _begun_by(asking: Sequence[str], situation: Situation, *, waits: bool) -> tuple[Command, ...]:
    """The flows that answer; what none of them does is put before a person."""
    if any(map(asks_to_change_later, asking)):
        return passing(situation.vocabulary.may_change_flow, situation)
    known = [each for stretch in asking for each in what_is_asked(stretch, situation, waits=waits)]
    return tuple(known[:1]) or passing(situation.vocabulary.told_besides_flow, situation)
