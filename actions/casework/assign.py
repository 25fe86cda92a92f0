"""Say whose a referral is: a colleague's of that practice, or nobody's."""

from __future__ import annotations

from actions.basis.audit import record
from actions.basis.case_file import live_case
from actions.basis.errors import NotAllowed
from actions.basis.work import Work
from storage.models.staff import WHO_SEES_PEOPLE


async def assign(work: Work, referral_id: str, staff_id: str | None) -> None:
    """Give it to `staff_id`, None for nobody. The automation goes on as before.

    A conversation that somebody has taken over goes with it, since one of us must answer; so it
    cannot be nobody's. Raises NotAllowed for that, or for whoever does not work at the practice.
    """
    patient, conversation, referral = await live_case(work, referral_id)
    if staff_id is not None and not await _may_have(work, staff_id):
        raise NotAllowed("That is nobody who sees people at this practice.")
    if staff_id is None and conversation.owner_id is not None:
        raise NotAllowed("Hand the conversation back to Blether first.")
    if conversation.owner_id is not None:
        conversation.owner_id = staff_id
    if referral.assigned_to == staff_id:
        return
    referral.assigned_to = staff_id
    referral.updated_at = work.now_for(patient)
    record(work, "assigned", referral.id, detail={"to": staff_id})


async def _may_have(work: Work, staff_id: str) -> bool:
    if not await work.uow.staff.works_at(staff_id, work.practice.id):
        return False
    staff = await work.uow.staff.get(staff_id)
    return staff is not None and staff.role in WHO_SEES_PEOPLE
