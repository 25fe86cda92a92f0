"""What a flow does, without what it says: for a wish told beside help that cannot wait."""

from __future__ import annotations

from copy import deepcopy

from bot.dialogue import ActionCall, ActionFailure
from bot.dialogue.steps import Action, SetSlots
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange


async def do_without_words(exchange: Exchange, engine: Engine, flow_id: str) -> None:
    """Run the actions of a flow that goes straight on, and keep the slots that they set.

    Slots that the flow itself sets are for its own actions: at its end they return.
    """
    slots = dict(exchange.state.slots)
    for step in exchange.flows.find(flow_id).steps:
        if isinstance(step, SetSlots):
            slots.update(step.values)
        elif isinstance(step, Action) and not step.is_said:
            call = ActionCall(name=step.name, slots=deepcopy(slots), flow=flow_id, step=step.id)
            result = await engine.act(exchange, call)
            if isinstance(result, ActionFailure):
                raise RuntimeError(result.info)
            told = {one["name"]: one["value"] for one in result.events if one["event"] == "slot"}
            slots.update(told)
            exchange.slots.update(told)
