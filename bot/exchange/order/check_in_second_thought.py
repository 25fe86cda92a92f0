""" "Actually, not so good", after the check-in was answered: nobody is left at "better"."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from actions.check_ins.record_check_in import FEELING
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order.check_in_unsaid import takes_as_answer
from bot.flow_names import CHECK_IN_FLOW
from bot.understanding import speaks_of_something_else

_WELL_ENOUGH: Final = frozenset({"better", "same"})
_WORSE: Final = "worse"
_PUT_RIGHT_WITHIN: Final = timedelta(days=1)
_MOST_WORDS: Final = 8
"""More of them tell something else, which a person reads."""


async def hear_second_thought(exchange: Exchange, engine: Engine) -> bool:
    """Put the question again, unsaid, to whoever says within the day that it is worse."""
    is_number = exchange.state.question is not None and engine.is_just_the_answer(exchange)
    if not is_number and await _may_be_one(exchange):
        await takes_as_answer(exchange, engine, only=_WORSE)
    return False


async def _may_be_one(exchange: Exchange) -> bool:
    question, text = exchange.state.question, exchange.text
    if question is not None and (question.flow != CHECK_IN_FLOW or question.slot == FEELING):
        return False
    is_told = not exchange.is_new and exchange.referral.status != "collecting"
    if not is_told or exchange.conversation.automation == "paused":
        return False
    if text.rstrip().endswith("?") or not 0 < len(text.split()) <= _MOST_WORDS:
        return False
    if speaks_of_something_else(text):
        return False
    check_in = await exchange.work.uow.check_ins.latest_sent(exchange.referral.id)
    if check_in is None or check_in.answered_at is None or check_in.answer not in _WELL_ENOUGH:
        return False
    return exchange.now - check_in.answered_at <= _PUT_RIGHT_WITHIN
