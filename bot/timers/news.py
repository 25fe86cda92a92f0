"""News that staff made and that finds its own words and hour: moved, cancelled, missed, back."""

from __future__ import annotations

from actions.casework.raise_in_inbox import raise_in_inbox
from actions.texts.queue_text import Owner
from bot.flow_names import MISSED_FLOW, REMINDER_FLOW
from bot.timers.due import Cancelled, Due, Expired, Outcome, Stale
from bot.timers.good_moment import (
    after_speaking,
    conversation_of,
    is_too_late,
    unless_good_moment,
)


async def tell_moved(due: Due) -> Outcome:
    """The practice moved the appointment."""
    return await _tell_change(due, "moved", plain="utter_moved_by_practice")


async def tell_cancelled(due: Due) -> Outcome:
    """The practice called the appointment off."""
    return await _tell_change(due, "cancelled", plain="utter_cancelled_by_practice")


async def ask_after_missed(due: Due) -> Outcome:
    """They did not come, which may mean that they need a hand: ask kindly."""
    if await _has_changed(due):
        return Stale("changed")
    conversation_id = await conversation_of(due)
    if conversation_id is None:
        return Cancelled("no_conversation")
    if is_too_late(due):
        return Expired()
    refusal = await unless_good_moment(due)
    if refusal is not None:
        return refusal
    prompted = await due.speaker.prompt(
        due.work,
        conversation_id,
        MISSED_FLOW,
        {"missed_due": True},
        kind="notice",
        owner=_owner(due),
    )
    return after_speaking(due, prompted)


async def tell_handed_back(due: Due) -> Outcome:
    """A link worker has gone, and Blether answers again."""
    conversation = await due.uow.conversations.get(due.timer.owner_id)
    if conversation is None or conversation.automation != "on":
        return Stale("taken_over")
    if is_too_late(due):
        return Expired()
    refusal = await unless_good_moment(due, is_patient=False)
    if refusal is not None:
        return refusal
    prompted = await due.speaker.tell(
        due.work, conversation.id, "utter_handed_back", {}, kind="notice"
    )
    return after_speaking(due, prompted)


async def _tell_change(due: Due, news: str, *, plain: str) -> Outcome:
    """Told as a question that people answer as they answer a reminder."""
    timer = due.timer
    if await _has_changed(due):
        return Stale("changed")
    if is_too_late(due):
        return await _untold(due, Expired())
    conversation_id = await conversation_of(due)
    if conversation_id is None:
        return Cancelled("no_conversation")
    refusal = await unless_good_moment(due)
    if refusal is not None:
        return await _untold(due, refusal)
    prompted = await due.speaker.prompt(
        due.work,
        conversation_id,
        REMINDER_FLOW,
        {"reminder_due": True, "reminder_news": news},
        kind="notice",
        owner=_owner(due),
        expires_at=timer.expires_at,
        plain=plain,
    )
    return await _untold(due, after_speaking(due, prompted))


async def _untold(due: Due, outcome: Outcome) -> Outcome:
    """Whoever does not hear of a change comes at the wrong time: somebody must telephone."""
    if isinstance(outcome, Cancelled | Expired):
        thread = await due.uow.conversations.thread(due.patient.id)
        if thread is not None:
            raise_in_inbox(due.work, thread[2], "delivery_failed", patient=due.patient)
    return outcome


async def _has_changed(due: Due) -> bool:
    appointment = await due.uow.appointments.get(due.timer.owner_id)
    return appointment is None or appointment.version != due.timer.owner_version


def _owner(due: Due) -> Owner:
    timer = due.timer
    return Owner(type="appointment_change", id=timer.owner_id, version=timer.owner_version)
