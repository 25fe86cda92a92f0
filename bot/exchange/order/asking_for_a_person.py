"""Somebody asks for a person: always possible, whatever was being asked."""

from __future__ import annotations

from bot.commands import HumanHandoff
from bot.exchange.engine import Engine
from bot.exchange.exchange import WELCOME, Exchange
from bot.exchange.order.number_to_ring import gives_number
from bot.understanding import wants_person


async def ask_for_a_person(exchange: Exchange, engine: Engine) -> bool:
    """Hand over; not when a person has the conversation, or when an offered answer says it."""
    if exchange.conversation.automation == "paused":
        return False
    span = wants_person(exchange.text)
    if span is None or engine.is_just_the_answer(exchange) or gives_number(exchange):
        return False
    exchange.is_after_crisis = False
    if exchange.is_new:
        exchange.say(WELCOME)  # what answers until somebody comes, and how to stop it
    await engine.run(exchange, (HumanHandoff(span=span),))
    return True
