"""Keep a person's name and birth date, so that the practice can find them on its list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar, Final

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.audit import record
from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.basis.work import Work
from actions.casework.raise_in_inbox import raise_in_inbox
from actions.intake.rename import rename
from bot.understanding.answers.birth_date import years_between
from storage.models import Patient, Referral
from storage.private import PatientText

_BEFORE_A_NAME: Final = frozenset({"big", "wee", "auld", "old", "young"})


class ActionSavePerson(FlowAction):
    action_name: ClassVar[str] = "action_save_person"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        patient = case.patient
        name, born = slots.get("person_name"), slots.get("birth_date")
        is_under_age = await save_person(
            case.work, patient, case.referral,
            name=str(name or ""), birth_date=str(born or ""), at=case.now,
        )  # fmt: skip
        return {
            "is_under_age": is_under_age,
            "first_name": first_name(patient.name),
            "person_known": bool(patient.name and patient.birth_date),
        }


async def save_person(
    work: Work, patient: Patient, referral: Referral, *, name: str, birth_date: str, at: datetime
) -> bool:
    """Keep what is given of a name and an ISO birth date; True, and a person is asked for, where
    somebody is younger than those whom we may help."""
    if name and patient.name != name:
        await rename(work, patient, name)
    if birth_date:
        patient.birth_date = PatientText(birth_date)
    record(work, "person_saved", patient.id, subject_type="patient")
    if not patient.birth_date:
        return False
    today = at.astimezone(work.timezone).date()
    is_under_age = age_on(today, str(patient.birth_date)) < work.practice.settings.minimum_age
    if is_under_age:
        raise_in_inbox(work, referral, "under_age", patient=patient)
    return is_under_age


def age_on(day: date, birth_date: str) -> int:
    """Whole years at `day` for an ISO birth date.

    >>> age_on(date(2026, 2, 28), "2010-03-01"), age_on(date(2026, 3, 1), "2010-03-01")
    (15, 16)
    """
    return years_between(date.fromisoformat(birth_date), day)


def first_name(name: str | None) -> str:
    """The name to greet somebody by: "Jean" of "Jean Broon", "Big Davie" of "Big Davie"; "" for
    none or "Mrs Henderson"."""
    words = (name or "").split()
    if not words or words[0].rstrip(".").lower() in {"mr", "mrs", "ms", "miss", "mx", "dr"}:
        return ""
    is_byname = words[0].lower() in _BEFORE_A_NAME and len(words) > 1
    return " ".join(words[: 2 if is_byname else 1])
