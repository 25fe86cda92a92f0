"""What appointment a person has, and which has begun, as slots that a flow can speak of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.booking.appointment_slots import NO_APPOINTMENT_SLOTS, slots_of_appointment
from actions.booking.chat_begun import chat_begun_text
from storage.models import Appointment


class ActionFindAppointment(FlowAction):
    action_name: ClassVar[str] = "action_find_appointment"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        found = await appointment_of(case)
        slots_now = await appointment_slots(case, found) if found else NO_APPOINTMENT_SLOTS
        return {**slots_now, "chat_begun": await chat_begun_text(case)}


async def appointment_of(case: Case) -> Appointment | None:
    """The appointment that a text is about: the one we last wrote of while it is to come, or else
    the next."""
    appointments = case.work.uow.appointments
    if case.appointment_id is not None:
        found = await appointments.get(case.appointment_id)
        if found is not None and found.is_to_come(case.now):
            return found
    return await appointments.next_for_patient(case.patient.id, case.now)


async def appointment_slots(case: Case, appointment: Appointment) -> dict[str, Any]:
    """Slots that tell of `appointment`: when, how, with whom."""
    worker = await case.work.uow.staff.get(appointment.link_worker_id)
    name = worker.name if worker else None
    return slots_of_appointment(appointment, name, case.work.timezone, case.words)
