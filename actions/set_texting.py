"""Staff say how a person may be texted: safe or not, neutral wording, scheduled texts held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from actions.audit import record
from actions.case_file import case_file
from actions.errors import NotAllowed
from actions.work import Work
from storage.models.patient import SafeToText


@dataclass(frozen=True, slots=True, kw_only=True)
class Texting:
    """`is_confirmed`: somebody has checked whose number it is; it lifts a freeze."""

    safe_to_text: str
    is_neutral: bool
    is_held: bool
    is_confirmed: bool = False


async def set_texting(work: Work, referral_id: str, wanted: Texting) -> None:
    """Keep what staff found out; raises NotAllowed for an answer that is none, NotFound.

    Held texts are released by no other way than a person's word here (DOMAIN: safe to text).
    """
    if wanted.safe_to_text not in get_args(SafeToText):
        raise NotAllowed("Say whether texting is safe: yes, no, at times, or not asked yet.")
    patient, _, referral = await case_file(work, referral_id)
    was_held = patient.scheduled_texts_held
    patient.safe_to_text = wanted.safe_to_text  # type: ignore[assignment]  # checked above
    patient.neutral_wording = wanted.is_neutral
    patient.scheduled_texts_held = wanted.is_held
    if wanted.is_confirmed:
        patient.frozen_at = None
    referral.updated_at = work.now_for(patient)
    action = "texts_released" if was_held and not wanted.is_held else "texting_set"
    record(
        work,
        action,
        referral.id,
        detail={
            "safe_to_text": wanted.safe_to_text,
            "neutral_wording": wanted.is_neutral,
            "scheduled_texts_held": wanted.is_held,
            "unfrozen": wanted.is_confirmed,
        },
    )
