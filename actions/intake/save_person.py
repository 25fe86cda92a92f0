"""Keep a person's name and birth date, so that the practice can find them on its list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.audit import record
from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.casework.raise_in_inbox import raise_in_inbox
from actions.intake.rename import rename
from storage.private import PatientText


class ActionSavePerson(FlowAction):
    action_name: ClassVar[str] = "action_save_person"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        patient = case.patient
        name, born = slots.get("person_name"), slots.get("birth_date")
        if name and patient.name != str(name):
            await rename(case.work, patient, str(name))
        if born:
            patient.birth_date = PatientText(str(born))
        record(case.work, "person_saved", patient.id, subject_type="patient")
        is_under_age = bool(patient.birth_date) and (
            age_on(case.now.astimezone(case.work.timezone).date(), str(patient.birth_date))
            < case.work.practice.settings.minimum_age
        )
        if is_under_age:
            raise_in_inbox(case.work, case.referral, "under_age", patient=patient)
        return {
            "is_under_age": is_under_age,
            "first_name": first_name(patient.name),
            "person_known": bool(patient.name and patient.birth_date),
        }


def age_on(day: date, birth_date: str) -> int:
    """Whole years at `day` for an ISO birth date; a leap day's birthday falls on 1 March.

    >>> age_on(date(2026, 2, 28), "2010-03-01"), age_on(date(2026, 3, 1), "2010-03-01")
    (15, 16)
    """
    born = date.fromisoformat(birth_date)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def first_name(name: str | None) -> str:
    """The name to greet somebody by: "Jean" of "Jean Broon"; "" for none or "Mrs Henderson"."""
    words = (name or "").split()
    if not words or words[0].rstrip(".").lower() in {"mr", "mrs", "ms", "miss", "mx", "dr"}:
        return ""
    return words[0]
