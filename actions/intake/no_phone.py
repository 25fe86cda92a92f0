"""The person cannot use the phone: staff are told, and no time by phone is offered any more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.casework.raise_in_inbox import raise_in_inbox


class ActionNoPhone(FlowAction):
    action_name: ClassVar[str] = "action_no_phone"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        raise_in_inbox(case.work, case.referral, "no_phone", patient=case.patient)
        return {"no_phone": True}
