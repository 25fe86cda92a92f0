"""The answer to a check-in whose referral was closed meanwhile: it is an answer all the same."""

from __future__ import annotations

from actions.check_ins.record_check_in import CHECK_IN_FLOW, FEELING
from bot.commands import SetSlot, StartFlow
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange


async def take_up_check_in(exchange: Exchange, engine: Engine) -> bool:
    """Put the question again, unsaid, to whoever begins anew with words that answer it.

    Their old conversation is over, and nobody would know what "worse" or "3" answers.
    """
    if not exchange.is_new or not await _is_asked(exchange):
        return False
    before, said, events = exchange.state, list(exchange.said), list(exchange.events)
    exchange.slots |= {"check_in_due": True, "score_question": None}
    await engine.run(exchange, (StartFlow(flow=CHECK_IN_FLOW),))
    exchange.said = said
    reading = engine.read(exchange)
    if any(isinstance(each, SetSlot) and each.name == FEELING for each in reading.commands):
        exchange.slots.pop("check_in_due")
        return False
    exchange.slots["check_in_due"] = False
    exchange.state, exchange.events = before, events
    return False


async def _is_asked(exchange: Exchange) -> bool:
    patient = exchange.patient
    if patient.created_at >= exchange.work.now:
        return False  # who writes for the first time was never asked anything
    return await exchange.work.uow.check_ins.waiting_for(patient.id) is not None
