"""A person of the practice puts right, or adds, who somebody is and at what number.

A new number is not taken on trust: what was agreed to at the old one does not go with it, and
nothing is sent on a plan until a person has asked whether it is safe (DOMAIN 4: a shared phone).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

import storage.errors
from actions.basis.audit import record
from actions.basis.case_file import case_file
from actions.basis.errors import WrongField
from actions.basis.spoken_of import DIALOGUE
from actions.basis.uk_mobile import uk_mobile
from actions.basis.work import Work
from actions.casework.raise_in_inbox import raise_in_inbox
from actions.intake.save_person import age_on
from actions.texts.opt_out import opt_out_as_before
from bot.delivery.unsent import end_all_waiting
from storage.models import Consent, Conversation, Patient
from storage.private import PatientText, PersonName, PhoneNumber

LONGEST_NAME: Final = 100
TEXTED: Final = frozenset({"sms", "simulator"})
"""Whoever writes by another channel has an address that is no number to change."""
_OLDEST: Final = 120
_TAKEN: Final = "Somebody else of this practice has that number. One number is one person here."


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """As they should be; the birth date as ISO 8601, "" for what is not known. Without a `number`
    it stays."""

    name: str = field(repr=False)
    birth_date: str = field(repr=False)
    number: str = field(default="", repr=False)


async def correct_person(work: Work, referral_id: str, wanted: PersonDetails) -> None:
    """Set them, also of a closed referral; raises NotFound, or WrongField."""
    patient, conversation, referral = await case_file(work, referral_id)
    if patient.is_erased:
        raise WrongField("name", "This record was erased. Nothing more is kept of them.")
    name, born = _checked_name(wanted.name), _checked_birth_date(work, wanted.birth_date)
    number = _checked_number(patient, wanted.number)
    changed = [
        *(["name"] if name != str(patient.name or "") else []),
        *(["birth_date"] if born != str(patient.birth_date or "") else []),
        *(["number"] if number else []),
    ]
    if not changed:
        raise WrongField("name", "Nothing is different from before.")
    patient.name = PersonName(name) if name else None
    patient.birth_date = PatientText(born) if born else None
    if number:
        await _change_number(work, patient, number)
        _ask_safety_anew(conversation)
    if "birth_date" in changed and born and _is_under_age(work, patient):
        raise_in_inbox(work, referral, "under_age", patient=patient)
    referral.updated_at = work.now_for(patient)
    await work.uow.flush()
    await work.uow.search.rebuild([patient.id])
    record(work, "corrected_person", referral.id, detail={"changed": changed})


def _checked_name(text: str) -> str:
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME:
        raise WrongField("name", f"A name has {LONGEST_NAME} letters at most.")
    return name


def _checked_birth_date(work: Work, text: str) -> str:
    if not text.strip():
        return ""
    try:
        born = date.fromisoformat(text.strip())
    except ValueError:
        raise WrongField("birth_date", "Choose the birth date as a day, month and year.") from None
    today = work.now.astimezone(work.timezone).date()
    if born > today or today.year - born.year > _OLDEST:
        raise WrongField("birth_date", "That birth date cannot be right. Check the year.")
    return born.isoformat()


def _checked_number(patient: Patient, text: str) -> str:
    """In E.164; "" where there is nothing to change."""
    if not text.strip():
        return ""
    if patient.channel not in TEXTED:
        raise WrongField(
            "number", "They do not write by SMS, so there is no mobile number to change."
        )
    number = uk_mobile(text)
    if number is None:
        raise WrongField("number", "Write a UK mobile number, like 07700 900123.")
    return "" if number == patient.contact else number


async def _change_number(work: Work, patient: Patient, number: str) -> None:
    """Nothing that was agreed to, planned or waiting at the old number goes to the new one."""
    others = await work.uow.patients.at_number(work.practice.id, number)
    if any(one.id != patient.id for one in others):
        raise WrongField("number", _TAKEN)
    await end_all_waiting(work.uow, patient.id, "new_number", work.now)
    try:
        await work.uow.patients.change_contact(patient, PhoneNumber(number))
    except storage.errors.NumberTaken:
        raise WrongField("number", _TAKEN) from None
    patient.safe_to_text = patient.safe_to_call = "unknown"
    patient.neutral_wording = patient.scheduled_texts_held = True
    patient.frozen_at = patient.unreachable_reason = None
    work.uow.consents.write(
        Consent(
            practice_id=work.practice.id,
            patient_id=patient.id,
            kind="texts",
            given=False,
            source="new_number",
            at=work.now_for(patient),
        )
    )
    if not await work.uow.opt_outs.is_out(patient.id):
        await opt_out_as_before(work, patient)


def _ask_safety_anew(conversation: Conversation) -> None:
    """Whether it is safe to text is asked of each number, whatever was answered at the last."""
    saved = conversation.state or {}
    dialogue = saved.get(DIALOGUE)
    if dialogue is not None:
        slots = {**dialogue["slots"], "safe_known": False}
        conversation.state = {**saved, DIALOGUE: {**dialogue, "slots": slots}}


def _is_under_age(work: Work, patient: Patient) -> bool:
    today = work.now_for(patient).astimezone(work.timezone).date()
    return age_on(today, str(patient.birth_date)) < work.practice.settings.minimum_age
