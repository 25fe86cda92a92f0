"""A question of ours put once more without a word: only so can a text be read as its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from bot.commands import StartFlow
from bot.dialogue import put_away
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.flow_names import CHECK_IN_FLOW, FREED_TIME_FLOW, MISSED_FLOW, REMINDER_FLOW

Found = TypeVar("Found")

_DUE: Final[Mapping[str, str]] = {
    CHECK_IN_FLOW: "check_in_due",
    REMINDER_FLOW: "reminder_due",
    FREED_TIME_FLOW: "freed_time_due",
    MISSED_FLOW: "missed_due",
}
"""Flows that we begin, and the slot without which they do not start."""


def may_be_put_again(flow: str) -> bool:
    """Whether the flow asks what somebody may answer otherwise a little later."""
    return flow in _DUE


async def find_unsaid(
    exchange: Exchange, engine: Engine, flow: str, find: Callable[[], Found | None]
) -> Found | None:
    """What `find` finds with the flow's question open; without a find nothing has happened."""
    before, said, events = exchange.state, list(exchange.said), list(exchange.events)
    exchange.state = put_away(exchange.flows, exchange.state, {flow})
    exchange.slots[_DUE[flow]] = True
    await engine.run(exchange, (StartFlow(flow=flow),))
    exchange.said = said
    question = exchange.state.question
    found = find() if question is not None and question.flow == flow else None
    if found is not None:
        exchange.slots.pop(_DUE[flow])
        return found
    exchange.slots[_DUE[flow]] = False
    exchange.state, exchange.events = before, events
    return None
