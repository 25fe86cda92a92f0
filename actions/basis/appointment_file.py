"""Find an appointment with the person it is for."""

from __future__ import annotations

from dataclasses import dataclass

from actions.basis.errors import NotAllowed, NotFound
from actions.basis.work import Work
from storage.models import Appointment, Patient


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentFile:
    """An appointment; one imported by a practice may belong to nobody we know.

    `conversation_id` is of the live conversation, or else of the one in which it was booked: who is
    booked hears of a change though their referral was closed.
    """

    appointment: Appointment
    patient: Patient | None
    conversation_id: str | None


async def appointment_file(work: Work, appointment_id: str) -> AppointmentFile:
    """The appointment of this practice as it is now, its person's lane held, and nobody else
    changing it; raises NotFound."""
    appointment = await work.uow.appointments.get(appointment_id)
    if appointment is None or appointment.practice_id != work.practice.id:
        raise NotFound("There is no such appointment.")
    if appointment.patient_id is None:
        return AppointmentFile(appointment=appointment, patient=None, conversation_id=None)
    await work.uow.patients.lock(appointment.patient_id)
    if not await work.uow.appointments.lock(appointment):
        raise NotFound("There is no such appointment.")
    patient = await work.uow.patients.get(appointment.patient_id)
    return AppointmentFile(
        appointment=appointment,
        patient=patient,
        conversation_id=await told_in(work, appointment, appointment.patient_id),
    )


async def told_in(work: Work, appointment: Appointment, patient_id: str) -> str | None:
    """The conversation in which this person hears of their appointment, as of the file."""
    conversation = await work.uow.conversations.live_for(patient_id)
    if conversation is not None:
        return conversation.id
    if appointment.referral_id is None:
        return None
    referral = await work.uow.referrals.get(appointment.referral_id)
    return referral.conversation_id if referral else None


async def live_appointment(work: Work, appointment_id: str) -> AppointmentFile:
    """As `appointment_file`; raises NotAllowed when it is cancelled or over, or nobody's yet."""
    file = await appointment_file(work, appointment_id)
    require_somebodys(file.appointment)
    if not file.appointment.is_live:
        raise NotAllowed("That appointment is cancelled or over.")
    return file


def require_somebodys(appointment: Appointment) -> None:
    """Raise NotAllowed for a time that is held until whoever it was offered to answers: it ends by
    their answer, or by itself."""
    if appointment.status == "held" and appointment.patient_id is None:
        raise NotAllowed("That time is held for somebody who was offered it.")
