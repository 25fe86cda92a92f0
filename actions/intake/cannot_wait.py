"""What was told cannot wait: the referral goes before routine ones, and a person is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.casework.raise_in_inbox import raise_in_inbox


class ActionCannotWait(FlowAction):
    """Who is told that a person sees this first is seen before routine referrals."""

    action_name: ClassVar[str] = "action_cannot_wait"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        if case.referral.priority == "routine":
            case.referral.priority = "urgent"
        raise_in_inbox(case.work, case.referral, "needs_a_person", patient=case.patient)
        return {}
