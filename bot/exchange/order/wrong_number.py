"""Somebody else may hold this phone: freeze, answer neutrally, and let a person look."""

from __future__ import annotations

from typing import Final

from actions.casework.raise_in_inbox import raise_in_inbox
from actions.texts.freeze import freeze, hold_in_doubt
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.understanding import (
    is_relative_writing,
    is_wrong_number,
    may_be_wrong_number,
    tells_of_hospital,
)

FROZEN_SAID: Final = "frozen_said"


async def freeze_wrong_number(exchange: Exchange, engine: Engine) -> bool:
    """Freeze on "who is this?"; while frozen, stay silent and keep what comes for a person.

    Where a person has the conversation, it is put before them and nothing is said; what is planned
    waits for their word, and what they had written before does not leave.
    """
    if exchange.patient.frozen_at is not None:
        raise_in_inbox(exchange.work, exchange.referral, "wrong_number", patient=exchange.patient)
        _say_once_that_it_is_kept(exchange, engine)
        return True
    if not is_strangers(exchange):
        return await _hold_in_doubt(exchange, engine)
    await freeze_silently(exchange)
    if exchange.conversation.automation == "paused":
        return False
    line = _line(exchange)
    exchange.slots[FROZEN_SAID] = line != "utter_frozen"
    engine.refresh(exchange)
    exchange.say(line)
    return True


def _line(exchange: Exchange) -> str:
    """One of the family who asks for help, or tells that the person is in hospital, is no wrong
    number: they hear that a person reads it."""
    if not is_relative_writing(exchange.text):
        return "utter_frozen"
    if tells_of_hospital(exchange.text):
        return "utter_sorry_to_hear"
    return "utter_kept_for_person" if exchange.detection.needs else "utter_frozen"


def is_strangers(exchange: Exchange) -> bool:
    """Whether somebody else writes, or asks who is texting them."""
    return is_wrong_number(
        exchange.text,
        tells_need=bool(exchange.detection.needs),
        is_known=is_known(exchange),
        name=exchange.patient.name and str(exchange.patient.name),
    )


async def freeze_silently(exchange: Exchange) -> None:
    """Freeze the number, and say nothing yet. Where a person has the conversation it may well be
    they who are asked: they can tell, and must be able to answer."""
    if exchange.conversation.automation == "paused":
        await hold_in_doubt(exchange.work, exchange.patient, exchange.referral)
        return
    await freeze(exchange.work, exchange.patient, exchange.referral)
    exchange.slots["neutral_wording"] = True


async def _hold_in_doubt(exchange: Exchange, engine: Engine) -> bool:
    """ "He doesnt live here any more" may be said of the person, or by them of a former partner:
    nothing goes out on a plan until a person has read it, and nobody is called a stranger."""
    tells_need = bool(exchange.detection.needs)
    if not is_known(exchange) or not may_be_wrong_number(exchange.text, tells_need=tells_need):
        return False
    await hold_in_doubt(exchange.work, exchange.patient, exchange.referral)
    if exchange.conversation.automation == "paused":
        return False
    exchange.slots["neutral_wording"] = True
    engine.refresh(exchange)
    exchange.say("utter_kept_for_person")
    return True


def is_known(exchange: Exchange) -> bool:
    """Whether we hold anything that a stranger must not hear; this very text's needs are theirs."""
    told = set(exchange.need_labels) - set(exchange.detection.needs)
    is_told = exchange.referral.status != "collecting"
    return bool(told or is_told or exchange.patient.name or exchange.spoken_of)


def _say_once_that_it_is_kept(exchange: Exchange, engine: Engine) -> None:
    """Who was taken for a stranger and goes on writing may be the person: not left unanswered."""
    if exchange.state.slots.get(FROZEN_SAID) or exchange.is_out:
        return
    if exchange.conversation.automation == "paused" or is_wrong_number(exchange.text):
        return
    exchange.slots[FROZEN_SAID] = True
    engine.refresh(exchange)
    exchange.say("utter_kept_for_person")
