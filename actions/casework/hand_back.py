"""Hand a conversation back to automation; only ever on a person's explicit word."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from actions.basis.audit import record
from actions.basis.case_file import live_case
from actions.basis.errors import ColleagueHas, NotAllowed
from actions.basis.timers import set_timer
from actions.basis.work import Work
from bot.delivery.unsent import end_send_later

_TOLD_WITHIN: Final = timedelta(days=1)
"""That Blether answers again is news in the morning, and no more in the week after."""


async def hand_back(
    work: Work, referral_id: str, staff_id: str | None = None, *, force: bool = False
) -> None:
    """Let Blether answer again; raises NotAllowed if nobody had taken the conversation.

    Where `staff_id` asks, raises ColleagueHas if it is a colleague's; `force` hands it back all the
    same, and pages ask first.
    """
    patient, conversation, referral = await live_case(work, referral_id)
    if conversation.automation == "on":
        raise NotAllowed("Blether is answering this person already.")
    if staff_id is not None and conversation.owner_id not in (None, staff_id) and not force:
        raise ColleagueHas
    await work.uow.timers.cancel_for("conversation_owner", conversation.id)
    await end_send_later(work.uow, patient.id, "handed_back", work.now)
    conversation.automation = "on"
    conversation.owner_id = None
    conversation.taken_over_at = None
    now = work.now_for(patient)
    referral.updated_at = now
    await set_timer(
        work,
        patient=patient,
        conversation_id=conversation.id,
        kind="handed_back",
        owner_type="conversation",
        owner_id=conversation.id,
        key=work.now.isoformat(),
        expires_at=now + _TOLD_WITHIN,
    )
    record(work, "handed_back", referral.id)
