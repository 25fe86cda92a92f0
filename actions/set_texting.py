"""A link worker says how a person may be texted, having asked them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast, get_args

from actions.audit import record
from actions.case_file import case_file
from actions.errors import NotAllowed
from actions.freeze import unfreeze
from actions.work import Work
from storage.models.patient import SafeToText


@dataclass(frozen=True, slots=True, kw_only=True)
class Texting:
    """`is_confirmed`: a person has made sure that this number is still the patient's."""

    safe_to_text: str
    is_neutral: bool
    is_held: bool
    is_confirmed: bool = False


async def set_texting(work: Work, referral_id: str, wanted: Texting) -> None:
    """Set it; raises NotAllowed for an unknown answer about safety, NotFound."""
    answer = wanted.safe_to_text
    if answer not in get_args(SafeToText):
        raise NotAllowed(f"Safe to text is one of: {', '.join(get_args(SafeToText))}.")
    patient, _, referral = await case_file(work, referral_id)
    if wanted.is_confirmed and patient.frozen_at is not None:
        await unfreeze(work, patient)
    patient.safe_to_text = cast(SafeToText, answer)
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
