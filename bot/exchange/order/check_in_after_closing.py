"""The answer to a check-in whose referral was closed meanwhile: it is an answer all the same."""

from __future__ import annotations

from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order.check_in_unsaid import takes_as_answer


async def take_up_check_in(exchange: Exchange, engine: Engine) -> bool:
    """Put the question again, unsaid, to whoever begins anew with words that answer it.

    Their old conversation is over, and nobody would know what "worse" or "3" answers.
    """
    if exchange.is_new and await _is_asked(exchange):
        await takes_as_answer(exchange, engine)
    return False


async def _is_asked(exchange: Exchange) -> bool:
    patient = exchange.patient
    if patient.created_at >= exchange.work.now:
        return False  # who writes for the first time was never asked anything
    return await exchange.work.uow.check_ins.waiting_for(patient.id) is not None
