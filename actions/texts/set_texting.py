"""A link worker says how a person may be texted and rung, having asked them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import cast, get_args

from actions.basis.audit import record
from actions.basis.case_file import case_file
from actions.basis.errors import NotAllowed
from actions.basis.work import Work
from actions.intake.no_phone import set_by_hand
from actions.texts.freeze import unfreeze
from bot.delivery.unsent import end_staff_texts
from storage.models import Patient
from storage.models.patient import SafeToText
from storage.private import PatientText


@dataclass(frozen=True, slots=True, kw_only=True)
class Texting:
    """`is_confirmed`: a person has made sure that this number is still the patient's.

    `safe_to_call`, `contact_advice` and `refuses_calls` (they asked not to be phoned, or cannot
    use the phone) stay as they are where they are None.
    """

    safe_to_text: str
    is_neutral: bool
    is_held: bool
    is_confirmed: bool = False
    safe_to_call: str | None = None
    contact_advice: str | None = field(default=None, repr=False)
    refuses_calls: bool | None = None


def in_safety(wanted: Texting) -> Texting:
    """With nothing planned to go out and no wording that gives anything away."""
    return replace(wanted, is_neutral=True, is_held=True)


def _as_safe(wanted: Texting, patient: Patient) -> Texting:
    """Where texting is not safe it is so whatever boxes were ticked, as for who answers "not safe"
    by text. Where it becomes safe at times only, too, as no text of ours knows the times: but for
    a box that was ticked, which was then taken out on purpose."""
    if wanted.safe_to_text == "no":
        return in_safety(wanted)
    if wanted.safe_to_text != "sometimes" or patient.safe_to_text == "sometimes":
        return wanted
    return replace(
        wanted,
        is_neutral=wanted.is_neutral or not patient.neutral_wording,
        is_held=wanted.is_held or not patient.scheduled_texts_held,
    )


async def set_texting(work: Work, referral_id: str, wanted: Texting) -> None:
    """Set it; raises NotAllowed for an unknown answer about safety, NotFound.

    Where texting is not safe, what was written and has not left yet is not sent.
    """
    answer = wanted.safe_to_text
    for each in (answer, wanted.safe_to_call or "unknown"):
        if each not in get_args(SafeToText):
            raise NotAllowed(f"Safe is one of: {', '.join(get_args(SafeToText))}.")
    patient, conversation, referral = await case_file(work, referral_id)
    wanted = _as_safe(wanted, patient)
    if wanted.is_confirmed and patient.frozen_at is not None:
        await unfreeze(work, patient)
    if answer == "no":
        await end_staff_texts(work.uow, patient.id, "not_safe_to_text", work.now)
        other = await work.uow.patients.at_other_address(patient)
        if other is not None:  # the same phone
            await end_staff_texts(work.uow, other.id, "not_safe_to_text", work.now)
    patient.safe_to_text = cast(SafeToText, answer)
    if wanted.safe_to_call is not None:
        patient.safe_to_call = cast(SafeToText, wanted.safe_to_call)
    if wanted.contact_advice is not None:
        advice = wanted.contact_advice.strip()
        patient.contact_advice = PatientText(advice) if advice else None
    if wanted.refuses_calls is not None:
        file = patient, conversation, referral
        await set_by_hand(work, file, refuses=wanted.refuses_calls)
    patient.neutral_wording = wanted.is_neutral
    patient.scheduled_texts_held = wanted.is_held
    referral.updated_at = work.now_for(patient)
    record(
        work,
        "texting_set",
        patient.id,
        subject_type="patient",
        detail={"safe_to_text": wanted.safe_to_text, "held": wanted.is_held},
    )
