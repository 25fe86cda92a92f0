"""Another time than the one booked, as the answer to a text about it."""

from __future__ import annotations

from typing import Any, Final

import regex

from bot.commands import Command, OpenQuestion, SetSlot
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.booked_time import (
    ANOTHER,
    earlier_or_later,
    names_another_time,
    other_way,
)
from bot.understanding.answers.button import choose
from bot.understanding.answers.days_by_name import with_days_told
from bot.understanding.answers.wish_for_time import read_named_time
from bot.understanding.situation import Situation

_NO: Final = regex.compile(r"^\W*(?:no|naw|nah|nope)\b(?P<stop>\s*[,.;!]+)?\s*", regex.IGNORECASE)
_DENIED: Final = regex.compile(
    r"^(?:cant|can['’]t|cannot|cannae|wont|won['’]t|dont|don['’]t|not?)\b", regex.IGNORECASE
)
_OF_OUR_TEXTS: Final = regex.compile(
    r"^\W*(?:please\s+|pls\s+)?(?:dont|don['’]t|do not|dinnae|never|no more)\s+"
    r"(?:text|texts|txt|message|messages|msg)\b",
    regex.IGNORECASE,
)


def is_of_our_texts(text: str) -> bool:
    """ "Dont text me at night" wishes for no other time of a chat: a person reads it."""
    return _OF_OUR_TEXTS.match(text) is not None


def other_time(text: str, situation: Situation) -> dict[str, Any] | None:
    """The time wished for; "no Friday 2pm" may be a "not" in Scots, so it is offered alone."""
    head = _NO.match(text)
    rest = text[head.end() :] if head is not None else text
    if beside := earlier_or_later(rest, situation):
        return beside
    told = with_days_told(rest, situation)
    when = read_named_time(told, now=situation.now, timezone=situation.timezone)
    if not isinstance(when, dict) or not when["windows"]:
        return other_way(rest, situation)
    is_sure = head is None or head["stop"] is not None or _DENIED.match(rest) is not None
    return when if is_sure else when | {"exact": None}


def other_time_that_suits(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """ "Tuesday would suit me better", of a chat on Friday."""
    when = other_time(text, situation) if names_another_time(text, situation) else None
    commands = another_choice(question) if when is not None else ()
    asked = SetSlot(name=situation.vocabulary.time_asked_slot, value=when)
    return Answer(commands=(asked, *commands)) if commands else None


def another_choice(question: OpenQuestion) -> tuple[Command, ...]:
    """The choice of another time, as pressed; nothing where none is on offer."""
    return choice_of(question, *ANOTHER)


def choice_of(question: OpenQuestion, *values: str) -> tuple[Command, ...]:
    """The choice that sets one of these values, as pressed."""
    choice = question.choice_with(*values)
    return choose(choice, question) if choice is not None else ()


def chooses(answer: Answer, question: OpenQuestion, values: tuple[str, ...]) -> bool:
    """Whether the answer sets the question's slot to one of these values."""
    return any(
        isinstance(command, SetSlot) and command.name == question.slot and command.value in values
        for command in answer.commands
    )
