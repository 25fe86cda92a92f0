"""Erase a person: their words, name, number and birth date go; what was counted stays.

Erasure of health records is limited in law, so this is a person's decision, never STOP's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.audit import record
from actions.errors import NotAllowed
from actions.legal_hold import person_of, person_with, refuse_if_held
from actions.work import Work
from storage.repositories.retention import ERASED

if TYPE_CHECKING:
    from storage.models import Patient


async def erase_patient(work: Work, contact: str) -> None:
    """Erase the person with this contact. Cannot be undone; raises as `erase_person` does."""
    await erase_person(work, (await person_with(work, contact)).id)


async def erase_person(work: Work, patient_id: str) -> None:
    """Erase the person of this practice with this id. Cannot be undone.

    Raises NotFound, Held while a legal hold is in force, and NotAllowed for whoever is erased
    already, or while nobody has seen that they may be in danger: erasing would take them off the
    top of the inbox.
    """
    await work.uow.patients.lock(patient_id)
    patient = await person_of(work, patient_id)
    await refuse_erasure(work, patient)
    await work.uow.patients.erase(patient.id, work.now_for(patient))
    record(work, "erased", patient.id, subject_type="patient")


async def refuse_erasure(work: Work, patient: Patient) -> None:
    """Raises Held or NotAllowed, with a sentence, if this person may not be erased now."""
    if patient.unreachable_reason == ERASED:
        raise NotAllowed("This record was erased before. There is nothing left in it to erase.")
    await refuse_if_held(work, patient.id)
    (standing,) = await work.uow.retention.standings([patient.id], work.now)
    if standing.has_unseen_risk:
        raise NotAllowed(
            "Nobody has looked yet at what this person wrote about danger. "
            "Open the conversation and mark it as seen before erasing it."
        )
