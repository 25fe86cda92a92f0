"""A person gives their appointment up; the time is free again at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.booking.cancel import cancel
from actions.booking.find_appointment import NO_APPOINTMENT_SLOTS, appointment_of


class ActionCancelAppointment(FlowAction):
    action_name: ClassVar[str] = "action_cancel_appointment"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        found = await appointment_of(case)
        if found is not None:
            await cancel(case.work, found.id, tell_patient=False)
        return NO_APPOINTMENT_SLOTS
