"""Whether a person wants to be reminded, by their own word: "don't send me reminders"."""

from __future__ import annotations

from typing import Final

from actions.basis.audit import record
from actions.basis.work import Work
from storage.models import Consent, Patient
from storage.unit_of_work import UnitOfWork

_KIND: Final = "reminders"


async def want_reminders(work: Work, patient: Patient, *, wanted: bool) -> None:
    """Keep what they said; what is planned is asked about this when its time has come."""
    if wanted is not await refuses_reminders(work.uow, patient):
        return
    work.uow.consents.write(
        Consent(
            practice_id=work.practice.id,
            patient_id=patient.id,
            kind=_KIND,
            given=wanted,
            source=patient.channel,
            at=work.now_for(patient),
        )
    )
    name = "reminders_wanted" if wanted else "reminders_refused"
    record(work, name, patient.id, subject_type="patient")


async def refuses_reminders(uow: UnitOfWork, patient: Patient) -> bool:
    """Whether they last said that they want none."""
    said = await uow.consents.latest(patient.id, _KIND)
    return said is not None and not said.given
