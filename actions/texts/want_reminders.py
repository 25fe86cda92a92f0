"""Whether a person wants to be reminded, by their own word: "don't send me reminders"."""

from __future__ import annotations

from actions.basis.work import Work
from actions.texts.kept_wish import REMINDERS, keep_wish, refuses
from storage.models import Patient
from storage.unit_of_work import UnitOfWork


async def want_reminders(work: Work, patient: Patient, *, wanted: bool) -> None:
    """Keep what they said; what is planned is asked about this when its time has come."""
    await keep_wish(work, patient, REMINDERS, wanted=wanted)


async def refuses_reminders(uow: UnitOfWork, patient: Patient) -> bool:
    """Whether they last said that they want none."""
    return await refuses(uow, patient, REMINDERS)
