"""A person with joined numbers writes by another of them: what is open goes on there.

Staff have said that the two are one person, so nobody has to say it again each time. Where staff
have to see to something first (`may_leave`) it stays where it is, and they are answered in a
referral of its own.
"""

from __future__ import annotations

from actions.basis.case_file import CaseFile
from actions.basis.work import Work
from actions.joining.join_records import bring_over, lead, note_joined
from actions.joining.record_in_hand import RecordInHand, record_in_hand
from actions.joining.why_not_join import may_leave


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
    if len(live) != 1 or not await may_leave(work, live[0], here):
        return False
    await bring_over(work, here, live[0])
    await _lead_here(work, here.id, live[0].id)
    return True


async def _lead_here(work: Work, here_id: str, there_id: str) -> None:
    """From now on all goes on here, and every other record of theirs leads here."""
    row = await work.uow.joined_records.get(here_id)
    if row is not None:
        kept_id, joined_by = row.kept_id, row.joined_by
        await work.uow.joined_records.remove(row)
        await lead(work, kept_id, here_id, joined_by=joined_by)
    note_joined(work, there_id, here_id)
