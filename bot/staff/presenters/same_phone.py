"""The records that are kept under the same number: by its other address, or by text and web chat
where somebody gave it there. What is known there of how the phone may be reached counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from storage.models import Patient, Referral

By: TypeAlias = Literal["same_phone", "told_here", "told_there"]
"""How the two have one number: the same phone by SMS and WhatsApp; or it was given in web chat, on
the page or in the other record, and may be somebody else's in the house."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePhone:
    """`path` is of the newest conversation there; `cautions` name what holds for this phone too."""

    path: str
    channel: str
    by: By
    cautions: tuple[str, ...]


def present_same_phone(patient: Patient, referrals: Sequence[Referral], by: By) -> SamePhone | None:
    """None where nothing was ever said by that record."""
    if not referrals:
        return None
    held = (
        ("unsafe_to_text", patient.safe_to_text == "no"),
        ("text_at_times", patient.safe_to_text == "sometimes"),
        ("unsafe_to_call", patient.safe_to_call == "no"),
        ("call_at_times", patient.safe_to_call == "sometimes"),
        ("neutral", patient.neutral_wording),
        ("held", patient.scheduled_texts_held),
        ("frozen", patient.frozen_at is not None),
    )
    return SamePhone(
        path=f"/staff/referrals/{referrals[0].id}",
        channel=patient.channel,
        by=by,
        cautions=tuple(name for name, is_so in held if is_so),
    )
