"""Freeze a number that may be in somebody else's hands: no name, no news, until a person checks."""

from __future__ import annotations

from typing import Final

from actions.basis.audit import record
from actions.basis.work import Work
from actions.casework.raise_in_inbox import raise_in_inbox
from bot.delivery.doubt import freeze_number, hold_texts
from storage.models import Patient, Referral

DEATH_TOLD: Final = "death_told"
"""The slot that says that somebody told of the patient's death."""


async def freeze(work: Work, patient: Patient, referral: Referral) -> None:
    """Stop every text that was still to come, word all others neutrally, and ask for a person."""
    await freeze_number(work.uow, patient, now=work.now)
    raise_in_inbox(work, referral, "wrong_number", patient=patient)


async def hold_for_family(work: Work, patient: Patient, referral: Referral) -> None:
    """Somebody tells that the patient has died: nothing that was planned or written reaches the
    family until a person has read it; that person can still write to them."""
    await hold_texts(work.uow, patient, "death_told", work.now)
    raise_in_inbox(work, referral, "needs_a_person", patient=patient)
    record(work, "death_told", patient.id, subject_type="patient")


async def hold_in_doubt(work: Work, patient: Patient, referral: Referral) -> None:
    """Until a person lets them go on nothing is sent on a plan, nor what was written before, and
    all is worded neutrally; whoever has the conversation can still write, and find out."""
    await hold_texts(work.uow, patient, "frozen", work.now)
    raise_in_inbox(work, referral, "wrong_number", patient=patient)


async def unfreeze(work: Work, patient: Patient) -> None:
    """A person has made sure whose number it is."""
    patient.frozen_at = None
    patient.scheduled_texts_held = False
    record(work, "unfrozen", patient.id, subject_type="patient")
