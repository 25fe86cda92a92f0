"""The end of all texting to a person, whoever told us of it: they themselves, or the carrier."""

from __future__ import annotations

from datetime import datetime

from bot.delivery.unsent import end_send_later
from storage.models import OptOut, Patient
from storage.unit_of_work import UnitOfWork


async def end_texting(uow: UnitOfWork, patient: Patient, *, source: str, now: datetime) -> None:
    """Text this person no more, by SMS or by WhatsApp: STOP is a person's, not a channel's.

    `source` says how we know; `now` is the server's clock.
    """
    other = await uow.patients.at_other_address(patient)
    both = [patient] if other is None else sorted((patient, other), key=lambda one: one.id)
    for one in both:  # in one order: two at once, by each address, wait in turn
        how = source if one is patient else "elsewhere"
        await keep_opt_out(uow, one, source=how, now=now)
        await end_send_later(uow, one.id, "opted_out", now)


async def keep_opt_out(uow: UnitOfWork, patient: Patient, *, source: str, now: datetime) -> None:
    """Write down that they are out, if nobody has: they and the carrier may say so at once."""
    one = OptOut(
        practice_id=patient.practice_id,
        patient_id=patient.id,
        source=source,
        at=now + patient.clock_shift,
    )
    if await uow.opt_outs.add_unless_out(one):
        uow.audit.add_by_system(
            "opted_out",
            practice_id=patient.practice_id,
            at=now,
            subject_type="patient",
            subject_id=patient.id,
            source=source,
        )
