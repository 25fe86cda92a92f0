"""Erase a person: their words, name, number and birth date go; what was counted stays.

Erasure of health records is limited in law, so this is a person's decision, never STOP's.
"""

from __future__ import annotations

from actions.audit import record
from actions.errors import NotFound
from actions.work import Work


async def erase_patient(work: Work, contact: str) -> None:
    """Erase the person with this contact; raises NotFound. Cannot be undone."""
    patient = await work.uow.patients.by_contact(work.practice.id, contact)
    if patient is None:
        raise NotFound("Nobody with that contact is known to this practice.")
    await work.uow.patients.lock(patient.id)
    await work.uow.patients.erase(patient.id, work.now_for(patient))
    record(work, "erased", patient.id, subject_type="patient")
