"""Somebody asked for a person, and nobody has come: tell them so, and the team."""

from __future__ import annotations

from actions.basis.audit import record
from actions.casework.raise_in_inbox import raise_in_inbox
from bot.exchange.half_told import is_half_way
from bot.flow_names import NOBODY_THERE_FLOW
from bot.timers.due import Cancelled, Due, Outcome, Stale
from bot.timers.good_moment import after_speaking, unless_good_moment
from bot.timers.speaker import Prompted
from storage.models import Conversation


async def say_nobody_came(due: Due) -> Outcome:
    """Once for all the times that a person was asked for meanwhile."""
    thread = await due.uow.conversations.with_patient_and_referral(due.timer.owner_id)
    if thread is None or not thread[1].is_live or thread[1].owner_id is not None:
        return Stale("somebody_came")
    _, conversation, referral = thread
    refusal = await unless_good_moment(due, is_patient=False)
    if refusal is not None and not isinstance(refusal, Cancelled):
        return refusal
    raise_in_inbox(due.work, referral, "handoff", patient=due.patient)
    record(due.work, "nobody_came", referral.id)
    if refusal is not None:
        return refusal
    prompted = await _tell(due, conversation)
    return Cancelled("held") if prompted == "held" else after_speaking(due, prompted)


async def _tell(due: Due, conversation: Conversation) -> Prompted:
    """With the offer to go on here, where something was left half-way."""
    if not is_half_way(conversation):
        return await due.speaker.tell(
            due.work, conversation.id, "utter_nobody_there_yet", {}, kind="notice"
        )
    return await due.speaker.prompt(
        due.work,
        conversation.id,
        NOBODY_THERE_FLOW,
        {"nobody_there_due": True},
        kind="notice",
        plain="utter_still_waiting",
    )
