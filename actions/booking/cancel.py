"""Cancel an appointment and what was still to be said of it; who waits is offered its time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.appointment_file import live_appointment
from actions.basis.audit import record
from actions.basis.case import Case
from actions.basis.errors import NotAllowed
from actions.basis.flow_action import FlowAction
from actions.basis.work import Work
from actions.booking.appointment_slots import NO_APPOINTMENT_SLOTS
from actions.booking.find_appointment import appointment_of
from actions.booking.tell_of_change import tell_of_change
from actions.booking.time_choice import CALLED_OFF_SLOT, token_of
from actions.waiting_list.offer_freed_time import Freed, offer_freed_time
from storage.models import Appointment


async def cancel(
    work: Work, appointment_id: str, *, tell_patient: bool = True, offer: bool = True
) -> Appointment:
    """Cancel; raises NotFound, or NotAllowed if it is over or cancelled already.

    `offer=False` where whoever calls may have the time taken, and offers it else.
    """
    file = await live_appointment(work, appointment_id)
    appointment = file.appointment
    now = work.now_for(file.patient)
    if appointment.ends_at <= now:
        raise NotAllowed("That appointment is over.")
    appointment.status = "cancelled"
    appointment.version += 1
    appointment.updated_at = now
    await work.uow.timers.cancel_for("appointment", appointment.id)
    if tell_patient:
        await tell_of_change(work, file, "cancelled_by_practice")
    if offer:
        await offer_freed_time(work, Freed.by(appointment))
    record(work, "cancelled", appointment.id, subject_type="appointment")
    return appointment


class ActionCancelAppointment(FlowAction):
    """A person gives their appointment up; the time is free again at once."""

    action_name: ClassVar[str] = "action_cancel_appointment"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        found = await appointment_of(case)
        if found is None:
            return NO_APPOINTMENT_SLOTS
        await cancel(case.work, found.id, tell_patient=False)
        time = token_of(found.starts_at, found.link_worker_id, found.mode)
        called_off = {"time": time, "at": case.now.isoformat()}
        return {**NO_APPOINTMENT_SLOTS, CALLED_OFF_SLOT: called_off}
