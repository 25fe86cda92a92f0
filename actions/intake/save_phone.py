"""Keep the number that a person who wrote from a browser can be rung on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.audit import record
from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.basis.work import Work
from bot.understanding.answers.phone import read_phone
from storage.models import Patient
from storage.private import PhoneNumber


class ActionSavePhone(FlowAction):
    action_name: ClassVar[str] = "action_save_phone"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        found = read_phone(str(slots.get("phone_number") or ""))
        if found is not None:
            save_phone(case.work, case.patient, found[0])
        return {"needs_phone": False}


def save_phone(work: Work, patient: Patient, number: str) -> None:
    """Keep a number (E.164) to ring somebody on."""
    patient.phone = PhoneNumber(number)
    work.uow.search.index_person(patient)
    record(work, "phone_saved", patient.id, subject_type="patient")
