"""A case goes back to the team because the one who had it has left."""

from __future__ import annotations

from actions.basis.audit import record
from actions.basis.case_file import case_file
from actions.basis.work import Work
from actions.casework.raise_in_inbox import raise_in_inbox


async def give_back(work: Work, referral_id: str, staff_id: str) -> None:
    """Take a referral from somebody who works here no more; raises NotFound.

    It is nobody's from now on. A conversation that they had taken over rises in the inbox, for the
    automation stays silent until a colleague takes it or hands it back. What is not theirs, or
    closed, is left alone.
    """
    patient, conversation, referral = await case_file(work, referral_id)
    if referral.status == "closed" or staff_id not in (referral.assigned_to, conversation.owner_id):
        return
    if conversation.owner_id == staff_id:
        conversation.owner_id = conversation.taken_over_at = None
        raise_in_inbox(work, referral, "owner_left", patient=patient)
    if referral.assigned_to == staff_id:
        referral.assigned_to = None
    referral.updated_at = work.now_for(patient)
    record(work, "given_back", referral.id, detail={"from": staff_id})
