"""Keep whether it is safe to text somebody on this number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.audit import record
from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.basis.work import Work
from actions.casework.raise_in_inbox import raise_in_inbox
from storage.models import Consent, Patient, Referral
from storage.models.patient import SafeToText

_ANSWERS = frozenset({"yes", "no", "sometimes"})


class ActionSaveSafeToText(FlowAction):
    action_name: ClassVar[str] = "action_save_safe_to_text"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        answer = slots.get("safe_to_text")
        if answer not in _ANSWERS:
            return {}
        save_safe_to_text(case.work, case.patient, case.referral, answer)
        return {"safe_known": True, "neutral_wording": case.patient.neutral_wording}


def save_safe_to_text(work: Work, patient: Patient, referral: Referral, answer: SafeToText) -> None:
    """Anything but "yes" holds what is planned and words all neutrally; "no" asks for a person."""
    patient.safe_to_text = answer
    if answer != "yes":
        patient.neutral_wording = True
        patient.scheduled_texts_held = True
    if answer == "no":
        raise_in_inbox(work, referral, "not_safe_to_text", patient=patient)
    work.uow.consents.write(
        Consent(
            practice_id=work.practice.id,
            patient_id=patient.id,
            kind="texts",
            given=answer != "no",
            source=patient.channel,
            at=work.now_for(patient),
        )
    )
    record(work, "safe_to_text_answered", patient.id, subject_type="patient")
