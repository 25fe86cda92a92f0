"""A person with joined numbers writes by another of them: what is open goes on there.

Staff have said that the two are one person, so nobody has to say it again each time. Where staff
have to see to something first it stays where it is, and they are answered in a referral of its own.
"""

from __future__ import annotations

from actions.basis.audit import record
from actions.basis.case_file import CaseFile
from actions.basis.work import Work
from actions.joining.join_records import bring_over
from actions.joining.record_in_hand import RecordInHand, record_in_hand
from storage.models import JoinedRecord


async def go_on_here(work: Work, file: CaseFile) -> bool:
    """Bring over to `file`, which was just begun, what is open at another number of the same
    person; whether anything was. Their lanes are held from then on."""
    patient, conversation, referral = file
    if patient.is_erased or not await work.uow.joined_records.is_joined(patient.id):
        return False
    others = [
        one for one in await work.uow.joined_records.others_of(patient.id) if not one.is_erased
    ]
    await work.uow.flush()
    await work.uow.practices.hold(work.practice)  # as who moves a visit does
    await work.uow.patients.lock_all([one.id for one in others])
    records = [await record_in_hand(work, one.id) for one in others]
    live = [one for one in records if one.conversation is not None]
    visit = await work.uow.appointments.next_for_patient(patient.id, work.now_for(patient))
    here = RecordInHand(patient=patient, conversation=conversation, referral=referral, visit=visit)
    if len(live) != 1 or not await _may_leave(work, here, live[0]):
        return False
    await bring_over(work, here, live[0])
    await _lead_here(work, here.id, live[0].id)
    return True


async def _may_leave(work: Work, here: RecordInHand, there: RecordInHand) -> bool:
    """Not over a danger that nobody has read, a link worker who has them there, a wish for no more
    texts, a time that is being chosen, two visits or a legal hold."""
    if there.conversation is None or there.conversation.automation == "paused":
        return False
    for one in (here, there):
        if await work.uow.legal_holds.in_force(one.id, work.now) is not None:
            return False
    if await work.uow.opt_outs.is_out(there.id):
        return False
    visits = [one.visit for one in (here, there) if one.visit is not None]
    if len(visits) > 1 or any(visit.status == "held" for visit in visits):
        return False
    (standing,) = await work.uow.retention.standings([there.id], work.now)
    return not standing.has_unseen_risk


async def _lead_here(work: Work, here_id: str, there_id: str) -> None:
    """From now on all goes on here, and every other record of theirs leads here."""
    joined = work.uow.joined_records
    row = await joined.get(here_id)
    if row is not None:
        kept_id, joined_by = row.kept_id, row.joined_by
        await joined.remove(row)
        await joined.lead_to(here_id, kept_id)
        joined.add(
            JoinedRecord(
                patient_id=kept_id,
                practice_id=work.practice.id,
                kept_id=here_id,
                joined_by=joined_by,
                at=work.now,
            )
        )
        await work.uow.flush()
    for one, leads in ((here_id, {"with": there_id}), (there_id, {"goes_on_in": here_id})):
        record(work, "joined", one, subject_type="patient", detail=leads)
