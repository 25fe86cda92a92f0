"""A person says that they are coming."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.booking.appointment_slots import NO_APPOINTMENT_SLOTS
from actions.booking.find_appointment import appointment_of, appointment_slots
from actions.booking.set_status import set_status


class ActionConfirmAppointment(FlowAction):
    action_name: ClassVar[str] = "action_confirm_appointment"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        found = await appointment_of(case)
        if found is None:
            return NO_APPOINTMENT_SLOTS
        return await appointment_slots(case, await set_status(case.work, found.id, "confirmed"))
