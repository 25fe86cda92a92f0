"""Somebody whom we may know writes from another number: a person finds out who it is."""

from __future__ import annotations

from actions.casework.raise_in_inbox import raise_in_inbox
from bot.exchange.engine import Engine
from bot.exchange.exchange import WELCOME, Exchange
from bot.exchange.order.conversing import NEW_NUMBER_TOLD, keep_name
from bot.understanding import tells_of_new_number


async def take_new_number(exchange: Exchange, engine: Engine) -> bool:
    """Put who begins so, and asks for nothing new, before a person with the name that they give.

    Nothing of a booking is told to a number that nobody has checked.
    """
    if not exchange.is_new or exchange.detection.needs or exchange.state.question is not None:
        return False
    if not tells_of_new_number(exchange.text):
        return False
    exchange.say(WELCOME)
    await keep_name(exchange, engine.read(exchange).commands)
    exchange.slots[NEW_NUMBER_TOLD] = True
    engine.refresh(exchange)
    raise_in_inbox(exchange.work, exchange.referral, "needs_a_person", patient=exchange.patient)
    exchange.say("utter_told_the_team")
    return True
