"""Erase a person: their words, name, number and birth date go; what was counted stays.

Erasure of health records is limited in law, so this is a person's decision, never STOP's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from actions.basis.audit import record
from actions.basis.errors import NotAllowed
from actions.basis.people import people_with, person_of, records_of
from actions.basis.work import Work
from actions.privacy.legal_hold import refuse_if_held
from actions.waiting_list.leave_waiting_list import leave_list
from actions.waiting_list.offer_freed_time import Freed, offer_freed_time

if TYPE_CHECKING:
    from storage.models import Patient


async def erase_patient(work: Work, contact: str) -> None:
    """Erase the person with this number, by SMS and by WhatsApp: all of it or, where one record
    must stay, nothing. Cannot be undone; raises as `erase_person` does.
    """
    await _erase(work, await people_with(work, contact))


async def erase_records(work: Work, patient_id: str) -> None:
    """The same, by the id of either record."""
    await _erase(work, await records_of(work, patient_id))


async def _erase(work: Work, people: Sequence[Patient]) -> None:
    for patient_id in sorted(one.id for one in people):  # one order: two at once wait in turn
        await erase_person(work, patient_id)


async def erase_person(work: Work, patient_id: str) -> None:
    """Erase the person of this practice with this id. Cannot be undone.

    Visits to come are called off, and their times offered to who waits.

    Raises NotFound, Held while a legal hold is in force, and NotAllowed for whoever is erased
    already, or while nobody has seen that they may be in danger: erasing would take them off the
    top of the inbox.
    """
    await work.uow.patients.lock(patient_id)
    patient = await person_of(work, patient_id)
    await refuse_erasure(work, patient)
    now = work.now_for(patient)
    visits = await work.uow.appointments.live_for_patient(patient.id)
    freed = [Freed.by(one) for one in visits if one.starts_at > now]
    for referral in await work.uow.referrals.of_patient(patient.id):
        await leave_list(work, referral, "left")  # a time that is offered to them goes on
    await work.uow.patients.erase(patient.id, now)
    record(work, "erased", patient.id, subject_type="patient")
    for one in freed:
        await offer_freed_time(work, one)


async def refuse_erasure(work: Work, patient: Patient) -> None:
    """Raises Held or NotAllowed, with a sentence, if this person may not be erased now."""
    if patient.is_erased:
        raise NotAllowed("This record was erased before. There is nothing left in it to erase.")
    await refuse_if_held(work, patient.id)
    (standing,) = await work.uow.retention.standings([patient.id], work.now)
    if standing.has_unseen_risk:
        raise NotAllowed(
            "Nobody has looked yet at what this person wrote about danger. "
            "Open the conversation and mark it as seen before erasing it."
        )
