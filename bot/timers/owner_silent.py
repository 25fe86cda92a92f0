"""A link worker took a conversation and has fallen silent while the person waits.

The person is told so, honestly and while the team is there to act on it; the conversation goes
back to the whole team, with the reason. Automation stays silent: only a person hands it back.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from actions.basis.audit import record
from actions.casework.raise_in_inbox import raise_in_inbox
from bot.delivery.hours import next_team_opening
from bot.timers.due import Done, Due, Later, Outcome, Stale
from bot.timers.good_moment import unless_good_moment
from bot.timers.team_time import after_team_time
from storage.models import Conversation, Referral
from storage.views.waiting import waiting_since


async def give_back_to_the_team(due: Due) -> Outcome:
    """Looks again for as long as somebody has the conversation."""
    thread = await due.uow.conversations.with_patient_and_referral(due.timer.owner_id)
    if thread is None or not thread[1].is_live or thread[1].owner_id is None:
        return Stale("handed_back")
    _, conversation, referral = thread
    settings, timezone = due.work.practice.settings, due.work.practice.timezone
    wait = timedelta(minutes=settings.take_over_timeout_minutes)
    since = await _waiting_since(due, conversation, referral)
    patience_ends = after_team_time(since or due.now, wait, settings, timezone)
    # A sweep that comes late, at night, leaves it until somebody is there to act on it.
    at = next_team_opening(max(patience_ends, due.now), settings, timezone)
    if since is None or at > due.now:
        return Later(at - due.shift)
    await _give_back(due, conversation, referral)
    return Done()


async def _waiting_since(
    due: Due, conversation: Conversation, referral: Referral
) -> datetime | None:
    """Since when the owner has kept them waiting; no owner answers for the time before theirs."""
    since = await waiting_since(due.uow, conversation, referral)
    if since is None:
        return None
    taken_over_at = conversation.taken_over_at
    return max(since, taken_over_at) if taken_over_at else since


async def _give_back(due: Due, conversation: Conversation, referral: Referral) -> None:
    record(
        due.work, "owner_silent", referral.id, detail={"owner": f"staff:{conversation.owner_id}"}
    )
    conversation.owner_id = None
    conversation.taken_over_at = None
    referral.waiting_since = referral.waiting_since or due.now
    raise_in_inbox(due.work, referral, "owner_silent", patient=due.patient)
    if await unless_good_moment(due, is_patient=False) is None:
        await due.speaker.tell_while_taken(
            due.work, conversation.id, "utter_owner_silent", kind="notice"
        )
