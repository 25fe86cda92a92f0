"""Keep what somebody wants after a missed appointment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.audit import record
from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.casework.raise_in_inbox import raise_in_inbox


class ActionRecordMissed(FlowAction):
    action_name: ClassVar[str] = "action_record_missed"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        choice = slots.get("missed_choice")
        if choice == "call":
            raise_in_inbox(case.work, case.referral, "call_me", patient=case.patient)
        record(case.work, "answered_missed", case.referral.id, detail={"choice": str(choice)})
        return {}
