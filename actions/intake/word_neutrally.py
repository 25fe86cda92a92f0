"""Somebody at home must not know: texts name neither us nor a need from now on, and a person sees
why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.audit import record
from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.casework.raise_in_inbox import raise_in_inbox


class ActionWordNeutrally(FlowAction):
    action_name: ClassVar[str] = "action_word_neutrally"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        case.patient.neutral_wording = True
        raise_in_inbox(case.work, case.referral, "needs_a_person", patient=case.patient)
        record(case.work, "worded_neutrally", case.patient.id, subject_type="patient")
        return {"neutral_wording": True}
