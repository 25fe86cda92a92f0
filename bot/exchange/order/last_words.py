"""Thanks, "yes" or STOP from somebody whose referral was closed: a last word begins no new one."""

from __future__ import annotations

from typing import Final

from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.half_told import watch_half_told
from bot.exchange.order.carrier_words import is_about_texting
from bot.understanding import greets, only_agrees

LAST_WORD_SAID: Final = "last_word_said"


async def spare_last_words(exchange: Exchange, engine: Engine) -> bool:
    """Nobody is nudged to finish what they did not begin, nor put before staff as half-told; with
    their next text they are again. Answers nothing."""
    conversation = exchange.conversation
    if exchange.is_over:
        return False
    if exchange.state.slots.get(LAST_WORD_SAID):
        exchange.slots[LAST_WORD_SAID] = False
        await watch_half_told(exchange.work, exchange.patient, conversation, key="again")
    elif _is_last_word(exchange):
        exchange.slots[LAST_WORD_SAID] = True
        await exchange.work.uow.timers.cancel_for("conversation", conversation.id)
    else:
        return False
    engine.refresh(exchange)
    return False


async def take_thanks(exchange: Exchange, engine: Engine) -> bool:
    """A kind line, where nothing is open that they might answer."""
    if exchange.is_over:
        exchange.say("utter_chitchat")
        return True
    if not _is_last_word(exchange) or exchange.state.question is not None:
        return False
    exchange.say("utter_chitchat")
    return True


def _is_last_word(exchange: Exchange) -> bool:
    if not exchange.is_new or not exchange.patient.name or exchange.detection.needs:
        return False
    text = exchange.text
    return is_about_texting(text) or (only_agrees(text) and not greets(text))
