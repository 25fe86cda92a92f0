"""A self-referral left half-way: one gentle nudge, and then a link worker has it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from actions.casework.raise_in_inbox import raise_in_inbox
from actions.intake.complete_referral import complete_referral
from bot.delivery.attention import reasons
from bot.exchange.half_told import HALF_FINISHED_AFTER, NUDGE_AFTER, is_asked
from bot.timers.due import Cancelled, Done, Due, Later, Outcome, Stale
from bot.timers.good_moment import after_speaking, unless_good_moment
from storage.models import Conversation, Referral

_FOR_A_PERSON: Final = frozenset({"handoff", "call_me", "under_age", "language", "error"})


async def nudge(due: Due) -> Outcome:
    """A day after their last text, if they are still half-way."""
    thread = await _half_told(due)
    if thread is None:
        return Stale("finished")
    conversation, referral = thread
    if too_soon := _too_soon(due, conversation, NUDGE_AFTER):
        return too_soon
    if _waits_for_person(referral):
        return Stale("waits_for_person")
    if not is_asked(conversation):
        return Stale("not_asked")
    refusal = await unless_good_moment(due, is_patient=False)
    if refusal is not None:
        return refusal
    prompted = await due.speaker.tell(due.work, conversation.id, "utter_nudge", {}, kind="nudge")
    return Cancelled("held") if prompted == "held" else after_speaking(due, prompted)


async def give_to_link_worker(due: Due) -> Outcome:
    """Two days after their last text a person has it, and they are told so if they may be."""
    thread = await _half_told(due)
    if thread is None:
        return Stale("finished")
    conversation, referral = thread
    if too_soon := _too_soon(due, conversation, HALF_FINISHED_AFTER):
        return too_soon
    knows = _waits_for_person(referral)
    raise_in_inbox(due.work, referral, "half_finished", patient=due.patient)
    await complete_referral(due.work, referral, due.now)
    knows = knows or not is_asked(conversation)
    if not knows and await unless_good_moment(due, is_patient=False) is None:
        await due.speaker.tell(due.work, conversation.id, "utter_half_finished", {}, kind="nudge")
    return Done()


def _waits_for_person(referral: Referral) -> bool:
    """Whether it is for us to answer: who waits for a call is not asked to go on texting."""
    return not _FOR_A_PERSON.isdisjoint(reasons(referral))


async def _half_told(due: Due) -> tuple[Conversation, Referral] | None:
    thread = await due.uow.conversations.with_patient_and_referral(due.timer.owner_id)
    if thread is None:
        return None
    _, conversation, referral = thread
    is_half_told = referral.status == "collecting" and conversation.automation == "on"
    return (conversation, referral) if is_half_told and conversation.is_live else None


def _too_soon(due: Due, conversation: Conversation, after: timedelta) -> Later | None:
    """They have written since the timer was set: count from their last text."""
    last = conversation.last_inbound_at
    if last is None or last + after <= due.now:
        return None
    return Later(last + after - due.shift)
