"""Staff join two records of one person: all goes on in one, and what was said stays where it was.

A record is a number. What belongs to the number stays with it: its texts, STOP, whether it is safe
to text. What belongs to the person and is still to come goes on in the record that is kept
(docs/adr/0031).
"""

from __future__ import annotations

from typing import Final

from actions.basis.audit import record
from actions.basis.errors import NotFound
from actions.basis.work import Work
from actions.casework.close import put_away
from actions.joining.carry_over import carry_visit, carry_what_is_open
from actions.joining.record_in_hand import RecordInHand, record_in_hand
from actions.joining.why_not_join import require_may_join
from actions.texts.kept_wish import BY_STAFF, CALLS, REMINDERS, keep_wish, refuses
from storage.models import JoinedRecord, Patient

JOINED: Final = "joined"
"""The outcome of the referral that goes on in another."""


async def join_records(work: Work, kept_id: str, other_id: str) -> None:
    """Go on in `kept_id`; nothing is sent to either number. Raises NotFound, or as
    `require_may_join` does, and then nothing has changed."""
    await work.uow.practices.hold(work.practice)  # as who moves a visit does
    await work.uow.patients.lock_all([kept_id, other_id])
    kept, other = await record_in_hand(work, kept_id), await record_in_hand(work, other_id)
    await require_may_join(work, kept, other)
    await bring_over(work, kept, other)
    if await work.uow.joined_records.kept_of(other.id) is None:
        await lead(work, other.id, kept.id, joined_by=work.actor)
    note_joined(work, other.id, kept.id)


async def bring_over(work: Work, kept: RecordInHand, other: RecordInHand) -> None:
    """What is still to come at the other number goes on in `kept`; both lanes are held."""
    await _carry(work, kept, other)
    await _carry_wishes(work, kept.patient, other.patient)
    _carry_details(kept.patient, other.patient)
    await work.uow.flush()
    await work.uow.search.rebuild([kept.id])


async def lead(work: Work, other_id: str, kept_id: str, *, joined_by: str) -> None:
    """From now on `other_id`, and whatever led to it, leads to `kept_id`."""
    await work.uow.joined_records.lead_to(kept_id, other_id)
    work.uow.joined_records.add(
        JoinedRecord(
            patient_id=other_id,
            practice_id=work.practice.id,
            kept_id=kept_id,
            joined_by=joined_by,
            at=work.now,
        )
    )
    await work.uow.flush()


def note_joined(work: Work, other_id: str, kept_id: str) -> None:
    """In the audit trail of both."""
    for one, leads in ((kept_id, {"with": other_id}), (other_id, {"goes_on_in": kept_id})):
        record(work, "joined", one, subject_type="patient", detail=leads)


async def separate_records(work: Work, patient_id: str) -> None:
    """The record is a person's own again. What was carried over stays where it went: a visit was
    told at the other number. Raises NotFound."""
    await work.uow.patients.lock(patient_id)
    row = await work.uow.joined_records.get(patient_id)
    if row is None or row.practice_id != work.practice.id:
        raise NotFound("That record is joined with none.")
    kept_id = row.kept_id
    await work.uow.joined_records.remove(row)
    for one, was in ((kept_id, patient_id), (patient_id, kept_id)):
        record(work, "separated", one, subject_type="patient", detail={"from": was})


async def _carry(work: Work, kept: RecordInHand, other: RecordInHand) -> None:
    if kept.conversation is None or kept.referral is None:
        return
    to = kept.patient, kept.conversation, kept.referral
    if other.visit is not None:
        await carry_visit(work, other.visit, other.patient, to)
    if other.conversation is not None and other.referral is not None:
        await carry_what_is_open(work, other.referral, other.patient, to)
        await work.uow.flush()  # what went along is not looked for, and ended, where it was
        await put_away(work, (other.patient, other.conversation, other.referral), JOINED)


async def _carry_wishes(work: Work, kept: Patient, other: Patient) -> None:
    """What somebody refused of us holds by whichever phone they said it; STOP is a number's."""
    for kind in (REMINDERS, CALLS):
        if await refuses(work.uow, other, kind):
            await keep_wish(work, kept, kind, wanted=False, source=BY_STAFF)


def _carry_details(kept: Patient, other: Patient) -> None:
    """What is not known in the one is known from the other, and the more careful of two holds."""
    kept.name = kept.name or other.name
    kept.birth_date = kept.birth_date or other.birth_date
    kept.contact_advice = kept.contact_advice or other.contact_advice
    kept.neutral_wording = kept.neutral_wording or other.neutral_wording
    mutes = [one for one in (kept.muted_until, other.muted_until) if one is not None]
    kept.muted_until = max(mutes, default=None)
