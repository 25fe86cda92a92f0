"""What is told beside the yes or no to a reminder: another time, to call it off, a trouble."""

from __future__ import annotations

from typing import Any, Final

import regex

from bot.commands import Command, OpenQuestion, SetSlot, StartFlow
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.button import choose
from bot.understanding.answers.wish_for_time import read_named_time
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.situation import Situation
from bot.understanding.word_list import answer_words

_COMING: Final = "coming"
_ANOTHER: Final = ("change", "another")
_NO: Final = regex.compile(r"^\W*(?:no|naw|nah|nope)\b(?P<stop>\s*[,.;!]+)?\s*", regex.IGNORECASE)
_DENIED: Final = regex.compile(
    r"^(?:cant|can['’]t|cannot|cannae|wont|won['’]t|dont|don['’]t|not?)\b", regex.IGNORECASE
)
_CALLS_OFF: Final = regex.compile(
    r"\b(?:cancel|call (?:it|that|this|the \w+) off|called off)\b", regex.IGNORECASE
)
_NOT_OFF: Final = regex.compile(
    r"\b(?:dont|don['’]t|do not|not|dinnae|without|never)\b.{0,12}\bcancel", regex.IGNORECASE
)
_CONDITIONS: Final = answer_words("conditions_of_choice")


def read_reminder(text: str, answer: Answer | None, situation: Situation) -> Answer | None:
    """The answer as read from the choices, with what else the text asks for or tells."""
    question = situation.question
    if question is None:
        return answer
    if answer is None:
        return _yes_beside_a_need(text, question, situation)
    if not _chooses(answer, question, _ANOTHER):
        return answer
    if _CALLS_OFF.search(text) and not _NOT_OFF.search(text):
        return _called_off(situation) or answer
    when = _other_time(text, situation)
    if when is None:
        return answer
    asked = SetSlot(name=situation.vocabulary.time_asked_slot, value=when)
    return Answer(commands=(asked, *answer.commands))


def _called_off(situation: Situation) -> Answer | None:
    """They are asked once more, as whoever only writes "cancel it" is."""
    flow = situation.vocabulary.cancel_appointment_flow
    is_there = flow in situation.vocabulary.flows
    return Answer(commands=(StartFlow(flow=flow),)) if is_there else None


def _other_time(text: str, situation: Situation) -> dict[str, Any] | None:
    """The time wished for; "no Friday 2pm" may be a "not" in Scots, so it is offered alone."""
    head = _NO.match(text)
    rest = text[head.end() :] if head is not None else text
    when = read_named_time(rest, now=situation.now, timezone=situation.timezone)
    if not isinstance(when, dict) or not when["windows"]:
        return None
    is_sure = head is None or head["stop"] is not None or _DENIED.match(rest) is not None
    return when if is_sure else when | {"exact": None}


def _yes_beside_a_need(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """ "Yes but the landlord has given me notice" is a yes, and a need besides."""
    said = read_yes_no(text)
    if said is None or not said[0] or not situation.detected.needs:
        return None
    if said[1][:1] != ("but",) or _CONDITIONS.intersection(said[1]):
        return None
    commands = _choice(question, _COMING)
    return Answer(commands=commands) if commands else None


def _choice(question: OpenQuestion, value: str) -> tuple[Command, ...]:
    for choice in question.choices:
        if choice.slots.get(question.slot) == value:
            return choose(choice, question)
    return ()


def _chooses(answer: Answer, question: OpenQuestion, values: tuple[str, ...]) -> bool:
    return any(
        isinstance(command, SetSlot) and command.name == question.slot and command.value in values
        for command in answer.commands
    )
