"""What is answered beside a wish about our texts: "yes, no more reminders"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.commands import Command, SetSlot, StartFlow
from bot.exchange.engine import ANSWERING_A_REMINDER, Engine
from bot.exchange.exchange import Exchange

_NEEDS_NO_TEXT: Final = frozenset(
    {
        *("coming", "not_needed", "better", "same", "worse", "call"),
        *("take", "not_this", "off_list"),
    }
)
"""Answers to a reminder, a check-in or a time that came free after which nothing more has to be
asked."""


def answer_in(exchange: Exchange, engine: Engine, part: str) -> Sequence[Command]:
    """The commands of this part of the text, where it answers what we asked out of the blue."""
    question = exchange.state.question
    if question is None or not part or not engine.is_begun_by_us(question.flow):
        return ()
    commands = engine.read(exchange, part).commands
    is_answer = any(
        (isinstance(each, SetSlot) and each.name == question.slot)
        or (isinstance(each, StartFlow) and each.flow in ANSWERING_A_REMINDER)
        for each in commands
    )
    return commands if is_answer else ()


def is_answer_alone(exchange: Exchange, engine: Engine, part: str) -> bool:
    """Whether this part is nothing but an answer to what was asked: "yes", of "yes stop". Any words
    at all answer a question in one's own words, so none of those is."""
    question = exchange.state.question
    if question is None or question.whole_text or question.kind == "text" or part == exchange.text:
        return False
    return bool(part) and engine.read(exchange, part).is_pure_answer


async def take_answer_quietly(exchange: Exchange, engine: Engine, part: str) -> bool:
    """Keep an answer of somebody who is texted no more; what would be said of it is not. Whether
    there was one."""
    question, said = exchange.state.question, list(exchange.said)
    answers = [
        each
        for each in answer_in(exchange, engine, part)
        if isinstance(each, SetSlot)
        and question is not None
        and each.name == question.slot
        and each.value in _NEEDS_NO_TEXT
    ]
    if answers:
        await engine.run(exchange, answers)
        exchange.said = said
    return bool(answers)
