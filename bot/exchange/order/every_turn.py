"""Slots that an action of the flows keeps up to date at every turn: `run_action_every_turn`.

Not before what no flow may come before: this is asked for where the conversation itself is heard.
"""

from __future__ import annotations

from copy import deepcopy

from bot.dialogue import ActionCall, ActionFailure
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange


class SlotNotFilled(Exception):
    """The action gave no result, or one that is no slot's: the turn fails as with any action."""


async def fill_every_turn(exchange: Exchange, engine: Engine) -> None:
    """Run each such action and keep what it says of slots. Raises SlotNotFilled, and NotAValue for
    what the slot's type does not have."""
    for name in exchange.flows.every_turn:
        call = ActionCall(name=name, slots=deepcopy(dict(exchange.state.slots)))
        result = await engine.act(exchange, call)
        if isinstance(result, ActionFailure):
            raise SlotNotFilled(result.info)
        for event in result.events:
            slot = exchange.flows.slots.get(str(event.get("name")))
            if event.get("event") != "slot" or slot is None:
                raise SlotNotFilled(f"{name} returned something else than a slot of the flows")
            value = slot.coerce(event.get("value"))
            exchange.state = exchange.state.with_slots({slot.name: value})
