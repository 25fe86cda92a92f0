"""A person has seen what was raised: risk and new texts of one referral."""

from __future__ import annotations

from actions.basis.audit import record
from actions.basis.case_file import case_file
from actions.basis.work import Work
from actions.casework.snooze import read_by_a_person


async def mark_seen(work: Work, referral_id: str, staff_id: str) -> None:
    """Mark this referral's risk flags and unread texts as seen by `staff_id`."""
    patient, conversation, referral = await case_file(work, referral_id)
    now = work.now_for(patient)
    seen = await work.uow.risk_flags.mark_seen(referral.id, staff_id, now)
    read_by_a_person(conversation, referral)
    if seen:
        await work.uow.timers.cancel_for("risk_flag", referral.id)
        record(work, "saw_risk", referral.id)
