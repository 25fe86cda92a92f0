"""Somebody else may hold this phone: freeze, answer neutrally, and let a person look."""

from __future__ import annotations

from actions.freeze import freeze
from actions.raise_in_inbox import raise_in_inbox
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.understanding import is_wrong_number


async def freeze_wrong_number(exchange: Exchange, engine: Engine) -> bool:
    """Freeze on "who is this?"; while frozen, stay silent and keep what comes for a person."""
    if exchange.patient.frozen_at is not None:
        raise_in_inbox(exchange.work, exchange.referral, "wrong_number", patient=exchange.patient)
        return True
    if not is_wrong_number(exchange.text):
        return False
    await freeze(exchange.work, exchange.patient, exchange.referral)
    exchange.slots["neutral_wording"] = True
    exchange.say("utter_frozen")
    return True
