""" "Yes ill be there", to a reminder that asked nothing because something else was being asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from actions.check_ins.record_check_in import FEELING
from bot.commands import Command, SetSlot, StartFlow
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order.question_unsaid import find_unsaid
from bot.flow_names import REMINDER_FLOW
from bot.understanding import only_agrees, only_thanks

_COMING: Final = "coming"


async def take_yes_to_reminder(exchange: Exchange, engine: Engine) -> bool:
    """Take a yes that would begin the reminder's question as the answer to it: they are not asked
    what they have just said. What was being asked stays open."""
    question = exchange.state.question
    if question is None or question.flow == REMINDER_FLOW or exchange.spoken_of is None:
        return False
    if exchange.is_after_crisis or not (_is_yes_to_check_in(exchange) or _begins(exchange, engine)):
        return False

    def coming() -> Sequence[Command] | None:
        asked, commands = exchange.state.question, engine.read(exchange).commands
        is_yes = asked is not None and any(
            isinstance(each, SetSlot) and (each.name, each.value) == (asked.slot, _COMING)
            for each in commands
        )
        return commands if is_yes else None

    commands = await find_unsaid(exchange, engine, REMINDER_FLOW, coming)
    if commands is None:
        return False
    await engine.run(exchange, commands)
    return True


def _is_yes_to_check_in(exchange: Exchange) -> bool:
    """A plain yes says nothing of how they are."""
    question, text = exchange.state.question, exchange.text
    is_asked = question is not None and question.slot == FEELING
    return is_asked and only_agrees(text) and not only_thanks(text)


def _begins(exchange: Exchange, engine: Engine) -> bool:
    commands = engine.read(exchange).commands
    return any(isinstance(each, StartFlow) and each.flow == REMINDER_FLOW for each in commands)
