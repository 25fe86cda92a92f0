"""The check-in put once more without a word: only so can a text be read as its answer."""

from __future__ import annotations

from typing import Final

from actions.check_ins.record_check_in import CHECK_IN_FLOW, FEELING
from bot.commands import CorrectSlots, SetSlot, StartFlow
from bot.dialogue import put_away
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange

_CHECK_IN_DUE: Final = "check_in_due"


async def takes_as_answer(exchange: Exchange, engine: Engine, *, only: str | None = None) -> bool:
    """Whether the text answers it, or answers `only` this; then the question is left open."""
    before, said, events = exchange.state, list(exchange.said), list(exchange.events)
    exchange.state = put_away(exchange.flows, exchange.state, {CHECK_IN_FLOW})
    exchange.slots |= {_CHECK_IN_DUE: True, "score_question": None}
    await engine.run(exchange, (StartFlow(flow=CHECK_IN_FLOW),))
    exchange.said = said
    told = _feeling(exchange, engine)
    if told is not None and told == (only or told):
        exchange.slots.pop(_CHECK_IN_DUE)
        return True
    exchange.slots[_CHECK_IN_DUE] = False
    exchange.state, exchange.events = before, events
    return False


def _feeling(exchange: Exchange, engine: Engine) -> str | None:
    for each in engine.read(exchange).commands:
        if isinstance(each, SetSlot) and each.name == FEELING:
            return str(each.value)
        if isinstance(each, CorrectSlots) and each.values.get(FEELING):
            return str(each.values[FEELING])
    return None
