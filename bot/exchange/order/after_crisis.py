"""Somebody writes again after the crisis lines: what they ask for goes on, else the lines do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from actions.casework.raise_in_inbox import raise_in_inbox
from bot.commands import Command, RepeatBotMessages, StartFlow
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order.risk import AFTER_CRISIS_SAID
from bot.flow_names import HOW_IT_WORKS_FLOW, WHY_FLOW

_NO_WISH: Final = frozenset({HOW_IT_WORKS_FLOW, WHY_FLOW})
""" "What now" and "why", after the crisis lines, ask for more than how this works."""

_WITH_CRISIS: Final = frozenset({"mental_health", "abuse"})
"""Needs that a crisis comes with: who names only these still speaks of it."""


def carry_on_after_crisis(
    exchange: Exchange, commands: Sequence[Command], engine: Engine
) -> Sequence[Command] | None:
    """What they ask for, who write again after the crisis; None where only the lines are said."""
    wanted = _wanted(exchange, commands, engine)
    if wanted is None:
        _keep(exchange, engine)
        return None
    exchange.is_after_crisis = False
    return wanted


def _wanted(
    exchange: Exchange, commands: Sequence[Command], engine: Engine
) -> Sequence[Command] | None:
    """What somebody wants who writes again after the crisis reply; None where they only write.

    The flow never resumes by itself: they ask for something, and then it goes on.
    """
    if engine.asks_to_go_on(exchange.text):
        if exchange.state.question is not None:
            return (RepeatBotMessages(),)
        return (StartFlow(flow=engine.needs_flow),)
    starts = [c for c in commands if isinstance(c, StartFlow) and c.flow not in _NO_WISH]
    if any(each.flow == engine.library.names.too_young_flow for each in starts):
        return commands  # what was being asked is dropped for it
    is_still_in_it = _WITH_CRISIS.issuperset(exchange.detection.needs)
    if is_still_in_it:
        starts = [command for command in starts if command.flow != engine.needs_flow]
    return starts or None


def _keep(exchange: Exchange, engine: Engine) -> None:
    """The crisis lines once more, and after that a shorter word: nobody is told the same again.

    Both say that a person reads it, so one is asked to.
    """
    raise_in_inbox(exchange.work, exchange.referral, "wrote_again", patient=exchange.patient)
    is_said = bool(exchange.state.slots.get(AFTER_CRISIS_SAID))
    is_again = is_said and not engine.asks_for_english(exchange.text)
    exchange.slots[AFTER_CRISIS_SAID] = True
    engine.refresh(exchange)
    exchange.say("utter_kept_for_person" if is_again else "utter_after_crisis", "crisis")
