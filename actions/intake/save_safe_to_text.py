"""Keep whether it is safe to text somebody on this number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.audit import record
from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.casework.raise_in_inbox import raise_in_inbox
from storage.models import Consent

_ANSWERS = frozenset({"yes", "no", "sometimes"})


class ActionSaveSafeToText(FlowAction):
    action_name: ClassVar[str] = "action_save_safe_to_text"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        answer = slots.get("safe_to_text")
        if answer not in _ANSWERS:
            return {}
        patient = case.patient
        patient.safe_to_text = answer
        if answer != "yes":
            patient.neutral_wording = True
            patient.scheduled_texts_held = True
        if answer == "no":
            raise_in_inbox(case.work, case.referral, "not_safe_to_text", patient=patient)
        case.work.uow.consents.write(
            Consent(
                practice_id=case.work.practice.id,
                patient_id=patient.id,
                kind="texts",
                given=answer != "no",
                source=patient.channel,
                at=case.now,
            )
        )
        record(case.work, "safe_to_text_answered", patient.id, subject_type="patient")
        return {"safe_known": True, "neutral_wording": patient.neutral_wording}
