"""Freeze a number that may be in somebody else's hands: no name, no news, until a person checks."""

from __future__ import annotations

from actions.basis.audit import record
from actions.basis.work import Work
from actions.casework.raise_in_inbox import Why, raise_in_inbox
from actions.texts.send_later import end_send_later
from storage.models import Patient, Referral


async def freeze(work: Work, patient: Patient, referral: Referral | None) -> None:
    """Stop every text that was still to come, word all others neutrally, and ask for a person."""
    patient.frozen_at = patient.frozen_at or work.now_for(patient)
    await end_send_later(work, patient.id, "frozen")
    record(work, "frozen", patient.id, subject_type="patient")
    hold_in_doubt(work, patient, referral)


async def hold_for_family(work: Work, patient: Patient, referral: Referral) -> None:
    """Somebody tells that the patient has died: nothing that was planned reaches the family until a
    person has read it; that person can still write to them."""
    await end_send_later(work, patient.id, "frozen")
    hold_in_doubt(work, patient, referral, why="needs_a_person")
    record(work, "death_told", patient.id, subject_type="patient")


def hold_in_doubt(
    work: Work, patient: Patient, referral: Referral | None, *, why: Why = "wrong_number"
) -> None:
    """Until a person lets them go on nothing is sent on a plan and all is worded neutrally; whoever
    has the conversation can still write, and find out."""
    patient.neutral_wording = True
    patient.scheduled_texts_held = True
    if referral is not None:
        raise_in_inbox(work, referral, why, patient=patient)


async def unfreeze(work: Work, patient: Patient) -> None:
    """A person has made sure whose number it is."""
    patient.frozen_at = None
    patient.scheduled_texts_held = False
    record(work, "unfrozen", patient.id, subject_type="patient")
