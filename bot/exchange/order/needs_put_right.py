"""What help is for, put right by the person: what they take back goes, what they name stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from actions.intake.take_back import take_back
from bot.commands import CannotHandle, Clarify, Command, CorrectSlots, SkipQuestion, StartFlow
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.understanding import kept_at_the_check, put_right

_OF_A_NEED: Final = "help_with_{}"
_ONE_QUESTION: Final = {"questions_here": 1}


async def put_needs_right(exchange: Exchange, engine: Engine) -> None:
    """ "It's not debt, it's my mum" names no debt, whatever is being asked."""
    found = exchange.detection
    if engine.is_asked_if_right(exchange):
        exchange.detection = kept_at_the_check(exchange.text, found, exchange.need_labels)
        return
    is_told = exchange.referral.status == "collecting" and not exchange.is_after_crisis
    right = put_right(exchange.text, found) if is_told else None
    if right is None:
        return
    exchange.detection = right.detection
    exchange.denied_needs = right.denied & frozenset(exchange.need_labels)
    await take_back(exchange.work, exchange.referral, exchange.needs, right.denied)


def after_putting_right(
    exchange: Exchange, commands: Sequence[Command], engine: Engine
) -> Sequence[Command]:
    """The correction is of the needs, not of an answer; nothing more is asked about one denied."""
    if not exchange.denied_needs:
        return commands
    kept = [c for c in commands if not isinstance(c, CannotHandle | Clarify | CorrectSlots)]
    if not any(isinstance(command, StartFlow) for command in kept):
        kept.append(StartFlow(flow=engine.needs_flow, waits=True))
    question = exchange.state.question
    denied = {_OF_A_NEED.format(label) for label in exchange.denied_needs}
    if question is None or question.flow not in denied:
        return kept
    exchange.state = exchange.state.with_slots(_ONE_QUESTION)
    return (SkipQuestion(), *kept)
