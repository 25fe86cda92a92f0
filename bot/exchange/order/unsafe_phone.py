"""Texts to this phone are not safe any more: whatever was asked, they stop, and a person looks."""

from __future__ import annotations

from typing import Final

from actions.intake.save_safe_to_text import save_safe_to_text
from bot.commands import StartFlow
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order.answer_beside import is_answer_alone, take_answer_quietly
from bot.flow_names import NOT_SAFE_FLOW
from bot.understanding import (
    declines_to_be_rung,
    parts_of,
    says_not_safe,
    tells_of_child_who_reads,
    tells_who_reads,
)

_ABUSE: Final = "abuse"


async def heed_unsafe_phone(exchange: Exchange, engine: Engine) -> bool:
    """Ask nothing more, hold what is planned and word all neutrally; to being asked whether it is
    safe, such words are the answer. While a person has the conversation nothing is said."""
    if (
        engine.is_asked_if_safe(exchange)
        or not _tells(exchange, engine)
        or _is_of_ringing(exchange)
    ):
        return False
    if exchange.conversation.automation == "paused":
        save_safe_to_text(exchange.work, exchange.patient, exchange.referral, "no")
        return False
    if NOT_SAFE_FLOW not in exchange.flows.flows:
        return False
    exchange.is_after_crisis = False
    if parts := parts_of(exchange.text):
        await take_answer_quietly(exchange, engine, parts[0])  # "worse. its not safe to text"
    await engine.run(exchange, (StartFlow(flow=NOT_SAFE_FLOW),))
    return True


def _is_of_ringing(exchange: Exchange) -> bool:
    """ "It's not safe", to being asked for a number, is said of ringing: we asked so."""
    question = exchange.state.question
    is_asked = question is not None and question.kind == "phone"
    return is_asked and declines_to_be_rung(exchange.text)


def _tells(exchange: Exchange, engine: Engine) -> bool:
    """Who tells of abuse by it is asked whether it is safe, before any line is named."""
    if says_not_safe(exchange.text) or _behind_an_answer(exchange, engine):
        return True
    if _is_still_to_be_asked(exchange):
        return False
    return _ABUSE not in exchange.detection.needs and tells_who_reads(exchange.text)


def _is_still_to_be_asked(exchange: Exchange) -> bool:
    """ "I need help with the rent but my wee boy reads my phone": all is worded neutrally from then
    on, and whether it is safe to text they are asked in a moment."""
    if exchange.slots.get("safe_known") or not tells_of_child_who_reads(exchange.text):
        return False
    if exchange.referral.status != "collecting":
        return False
    exchange.patient.neutral_wording = True
    exchange.slots["neutral_wording"] = True
    return True


def _behind_an_answer(exchange: Exchange, engine: Engine) -> bool:
    """ "Worse, dont text back", to a text of ours."""
    parts = parts_of(exchange.text)
    if parts is None or not says_not_safe(parts[1]):
        return False
    return is_answer_alone(exchange, engine, parts[0])
