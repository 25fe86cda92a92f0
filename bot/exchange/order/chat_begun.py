"""Whoever still waits once the hour of their chat has come."""

from __future__ import annotations

from typing import Final

from actions.booking.chat_begun import chat_begun_text
from actions.casework.raise_in_inbox import raise_in_inbox
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.understanding import tells_of_waiting

CHAT_BEGUN: Final = "chat_begun"


async def hears_of_waiting(exchange: Exchange, engine: Engine) -> bool:
    """ "Still waiting", once the hour of their chat has come: when it was due, and a person."""
    if not tells_of_waiting(exchange.text):
        return False
    begun = await chat_begun_text(exchange.case)
    if not begun:
        return False
    exchange.slots[CHAT_BEGUN] = begun
    engine.refresh(exchange)
    raise_in_inbox(exchange.work, exchange.referral, "needs_a_person", patient=exchange.patient)
    exchange.say("utter_chat_begun")
    return True
