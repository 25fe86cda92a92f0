"""A link worker took a conversation and has fallen silent while the person waits."""

from __future__ import annotations

from datetime import timedelta

from actions.audit import record
from actions.raise_in_inbox import raise_in_inbox
from bot.delivery.hours import next_team_opening
from bot.timers.due import Due, Later, Outcome, Stale
from storage.models import Conversation


async def tell_the_team(due: Due) -> Outcome:
    """Raise it in the inbox; automation stays silent until a person hands it back.

    Looks again for as long as somebody has the conversation.
    """
    thread = await due.uow.conversations.with_patient_and_referral(due.timer.owner_id)
    if thread is None or not thread[1].is_live or thread[1].owner_id is None:
        return Stale("handed_back")
    _, conversation, referral = thread
    practice = due.work.practice
    if _is_waiting(conversation) and referral.attention is None:
        raise_in_inbox(due.work, referral, "handoff", patient=due.patient)
        record(due.work, "owner_silent", referral.id)
    wait = timedelta(minutes=practice.settings.take_over_timeout_minutes)
    at = next_team_opening(due.now + wait, practice.settings, practice.timezone)
    return Later(at - due.shift)


def _is_waiting(conversation: Conversation) -> bool:
    asked, answered = conversation.last_inbound_at, conversation.last_outbound_at
    return asked is not None and (answered is None or answered < asked)
