"""Erase a person: their words, name, number and birth date go; what was counted stays.

Erasure of health records is limited in law, so this is a person's decision, never STOP's.
"""

from __future__ import annotations

from actions.audit import record
from actions.errors import NotAllowed
from actions.legal_hold import person_with, refuse_if_held
from actions.work import Work


async def erase_patient(work: Work, contact: str) -> None:
    """Erase the person with this contact. Cannot be undone.

    Raises NotFound, Held while a legal hold is in force, and NotAllowed while nobody has seen
    that they may be in danger: erasing would take them off the top of the inbox.
    """
    patient = await person_with(work, contact)
    await work.uow.patients.lock(patient.id)
    await refuse_if_held(work, patient.id)
    (standing,) = await work.uow.retention.standings([patient.id], work.now)
    if standing.has_unseen_risk:
        raise NotAllowed(
            "Nobody has looked yet at what this person wrote about danger. "
            "Open the conversation and mark it as seen before erasing it."
        )
    await work.uow.patients.erase(patient.id, work.now_for(patient))
    record(work, "erased", patient.id, subject_type="patient")
