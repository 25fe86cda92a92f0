"""What is said of a visit that was just booked: whether a reminder comes, since no text tells of
the booking itself."""

from __future__ import annotations

from typing import Literal, TypeAlias

from actions.basis.work import Work
from actions.texts.held import held_now
from storage.models import Appointment

Booked: TypeAlias = Literal["booked", "booked_held", "booked_unreminded", "booked_unreachable"]


async def booked_words(work: Work, visit: Appointment, me: str) -> Booked:
    """The name of the message, told to the member of staff `me`."""
    timers = await work.uow.timers.of_owner("appointment", visit.id)
    patient = await work.uow.patients.get(visit.patient_id) if visit.patient_id else None
    thread = await work.uow.conversations.live_for(patient.id) if patient else None
    if patient is None or thread is None:
        return "booked_unreminded"
    held = await held_now(work, patient, thread, me=me)
    if held in ("opted_out", "unreachable"):
        return "booked_unreachable"
    if not any(one.kind == "reminder" and one.status == "waiting" for one in timers):
        return "booked_unreminded"
    return "booked_held" if held else "booked"
