"""The family tells that the patient has died: one kind line, and a person has it from there."""

from __future__ import annotations

from typing import Final

from actions.casework.raise_in_inbox import raise_in_inbox
from actions.texts.freeze import DEATH_TOLD, hold_for_family
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order.carrier_words import is_about_texting
from bot.exchange.order.wrong_number import is_known
from bot.understanding import says_stop, tells_of_a_death, tells_of_patients_death, wants_person

_OF_SOMEBODY: Final = frozenset(["caring", "bereavement"])
"""Needs of who has somebody of their own that "he" or "she" may be."""


async def hear_of_death(exchange: Exchange, engine: Engine) -> bool:
    """Hold what was planned and ask for a person; nothing is asked of a family any more.

    What they write later is kept for that person, until the hold is lifted. STOP is still obeyed,
    and where nobody may be texted, or a person has the conversation, nothing is said.
    """
    if exchange.state.slots.get(DEATH_TOLD) and exchange.patient.scheduled_texts_held:
        raise_in_inbox(exchange.work, exchange.referral, "wrote_again", patient=exchange.patient)
        line = "utter_kept_for_person"
    elif await take_in_death(exchange):
        line = "utter_patient_died"
    elif _tells_of_loss(exchange):
        raise_in_inbox(exchange.work, exchange.referral, "needs_a_person", patient=exchange.patient)
        line = "utter_loss_told"
    else:
        return False
    engine.refresh(exchange)
    if wants_person(exchange.text):
        raise_in_inbox(exchange.work, exchange.referral, "handoff", patient=exchange.patient)
    if _is_for_others(exchange):
        return False
    exchange.say(line)
    return True


async def take_in_death(exchange: Exchange) -> bool:
    """Where this text tells of the patient's death, hold what was planned and say nothing yet."""
    if not (_is_told_now(exchange) or await _was_known(exchange)):
        return False
    await hold_for_family(exchange.work, exchange.patient, exchange.referral)
    exchange.slots |= {DEATH_TOLD: True, "neutral_wording": True}
    return True


def _is_told_now(exchange: Exchange) -> bool:
    is_told = _is_told_all(exchange) and not _has_somebody_to_lose(exchange)
    name = exchange.patient.name
    if not tells_of_patients_death(exchange.text, name and str(name), is_told=is_told):
        return False
    return is_known(exchange)


def _is_told_all(exchange: Exchange) -> bool:
    return exchange.referral.status != "collecting" and exchange.conversation.automation == "on"


def _tells_of_loss(exchange: Exchange) -> bool:
    """ "He died last night", from one who cares for somebody, is the patient's own loss."""
    return (
        _is_told_all(exchange)
        and _has_somebody_to_lose(exchange)
        and tells_of_a_death(exchange.text)
    )


def _has_somebody_to_lose(exchange: Exchange) -> bool:
    """Whether they told before this text that they care for somebody, or mourn."""
    this = exchange.message.id if exchange.message else ""
    return any(
        need.label in _OF_SOMEBODY and not any(e.get("message_id") == this for e in need.evidence)
        for need in exchange.needs
    )


async def _was_known(exchange: Exchange) -> bool:
    """Whether whoever begins anew does so on the phone of somebody whose referral ended so, which
    holds what is planned until a person lifts that."""
    if not exchange.is_new or not exchange.patient.scheduled_texts_held:
        return False
    referrals = await exchange.work.uow.referrals.of_patient(exchange.patient.id)
    before = [each for each in referrals if each.id != exchange.referral.id]
    return bool(before) and before[0].outcome == "died"


def _is_for_others(exchange: Exchange) -> bool:
    if exchange.is_out or exchange.patient.frozen_at is not None:
        return True
    is_stop = is_about_texting(exchange.text) or says_stop(exchange.text)
    return is_stop or exchange.conversation.automation == "paused"
