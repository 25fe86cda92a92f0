"""A link worker takes a conversation over: from this transaction on, automation is silent."""

from __future__ import annotations

from datetime import timedelta

from actions.basis.audit import record
from actions.basis.case_file import live_case
from actions.basis.errors import AlreadyTaken
from actions.basis.timers import set_timer
from actions.basis.work import Work
from actions.booking.who_keeps_visits import who_keeps_visits
from bot.delivery.attention import somebody_came
from storage.models import Referral


async def take_over(work: Work, referral_id: str, staff_id: str, *, force: bool = False) -> None:
    """Give the conversation to `staff_id`; raises AlreadyTaken if a colleague has it.

    `force` takes it from the colleague; pages ask first. Whose case it is stays as it was, where
    that is somebody who keeps visits here: who answers one text for a colleague has the
    conversation until it is handed back, and not the case.
    """
    patient, conversation, referral = await live_case(work, referral_id)
    owner_id = conversation.owner_id
    if owner_id == staff_id:
        return
    if owner_id is not None and not force:
        raise AlreadyTaken(owner_id)
    now = work.now_for(patient)
    conversation.automation = "paused"
    conversation.owner_id = staff_id
    conversation.taken_over_at = now
    referral.status = "open"
    if await _gets_the_case(work, referral, staff_id):
        referral.assigned_to = staff_id
    referral.first_human_at = referral.first_human_at or now
    somebody_came(referral)
    referral.updated_at = now
    await work.uow.timers.cancel_for("conversation_waits", conversation.id)
    await set_timer(
        work,
        patient=patient,
        conversation_id=conversation.id,
        kind="owner_silent",
        owner_type="conversation_owner",
        owner_id=conversation.id,
        key=f"{staff_id}@{now.isoformat()}",
        due_in=timedelta(minutes=work.practice.settings.take_over_timeout_minutes),
    )
    record(work, "took_over", referral.id)


async def _gets_the_case(work: Work, referral: Referral, staff_id: str) -> bool:
    """Nobody's goes to who takes it over, but for a manager: the team still has to share it out."""
    keep_visits = {one.id for one in await who_keeps_visits(work)}
    return referral.assigned_to not in keep_visits and staff_id in keep_visits
