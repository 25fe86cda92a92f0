""" "I'll do this later": nothing more is asked until they write again, and then it goes on."""

from __future__ import annotations

from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.understanding import wants_to_go_on_later


async def leave_for_later(exchange: Exchange, engine: Engine) -> bool:
    """The open question stays as it is; of a time on offer "later" speaks otherwise, and it is
    left to what asks about that."""
    question, found = exchange.state.question, exchange.detection
    if question is None or exchange.is_after_crisis or engine.has_expired(exchange):
        return False
    if found.needs or found.risk != "none" or engine.is_asked_for_a_time(exchange):
        return False
    if exchange.referral.status != "collecting" or engine.is_begun_by_us(question.flow):
        return False
    is_yes_or_no = question.kind == "yes_no" and not engine.is_asked_if_right(exchange)
    may_answer = is_yes_or_no or engine.is_asked_if_safe(exchange)
    if not wants_to_go_on_later(exchange.text, only_plainly=may_answer):
        return False
    exchange.say("utter_later")
    return True
