"""A number that may be in somebody else's hands: no name, no news, until a person checks."""

from __future__ import annotations

from datetime import datetime

from bot.delivery.unsent import Ending, end_staff_texts
from storage.models import Patient
from storage.unit_of_work import UnitOfWork


async def freeze_number(uow: UnitOfWork, patient: Patient, *, now: datetime, **detail: str) -> None:
    """Begin no text to it any more; `detail` is how we know, for the audit trail.

    `now` is the server's clock.
    """
    patient.frozen_at = patient.frozen_at or now + patient.clock_shift
    await hold_texts(uow, patient, "frozen", now)
    uow.audit.add_by_system(
        "frozen",
        practice_id=patient.practice_id,
        at=now,
        subject_type="patient",
        subject_id=patient.id,
        **detail,
    )


async def hold_texts(uow: UnitOfWork, patient: Patient, why: Ending, now: datetime) -> None:
    """Word all neutrally, send nothing on a plan, and take back what colleagues had written: it
    was meant for somebody who may not be there."""
    patient.neutral_wording = True
    patient.scheduled_texts_held = True
    await end_staff_texts(uow, patient.id, why, now)
