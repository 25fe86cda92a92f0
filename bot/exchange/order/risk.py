"""Risk, before everything: the same full reply to every hit, and a person alerted."""

from __future__ import annotations

from actions.flag_risk import flag_risk
from actions.note_needs import note_needs
from actions.opt_out import opt_out
from bot.exchange.exchange import Exchange
from bot.exchange.run import Engine
from bot.understanding import carrier_word, wants_opt_out


async def answer_risk(exchange: Exchange, engine: Engine) -> bool:
    """Note needs and risk; answer a crisis or an emergency with the crisis lines alone.

    Urgent need only orders the queue here: its help comes in the flow that goes on.
    """
    await _note(exchange)
    if exchange.detection.risk not in {"crisis", "emergency"}:
        return False
    exchange.say("utter_crisis", "crisis")
    exchange.is_after_crisis = True
    if carrier_word(exchange.text) == "stop" or wants_opt_out(exchange.text):
        await opt_out(
            exchange.work, exchange.patient, exchange.referral, source="words",
            is_out=exchange.is_out,
        )  # fmt: skip
        exchange.is_out = True
    return True


async def _note(exchange: Exchange) -> None:
    message = exchange.message
    if message is None:
        return
    await note_needs(
        exchange.work,
        exchange.patient,
        exchange.referral,
        exchange.needs,
        message_id=message.id,
        text=exchange.text,
        detection=exchange.detection,
        at=exchange.now,
    )
    await flag_risk(
        exchange.work,
        exchange.patient,
        exchange.referral,
        message_id=message.id,
        text=exchange.text,
        detection=exchange.detection,
        at=exchange.now,
    )
