"""The record that is kept under the same number: by its other address, or by text where somebody
gave it in web chat. What is known there of how the phone may be reached counts here too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.models import Patient, Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePhone:
    """`path` is of the newest conversation there; `cautions` name what holds for this phone too.
    `is_told`: the number was given in web chat, and may be somebody else's in the house."""

    path: str
    channel: str
    is_told: bool
    cautions: tuple[str, ...]


def present_same_phone(
    patient: Patient | None, referrals: Sequence[Referral], *, is_told: bool
) -> SamePhone | None:
    """None where there is no such record, or nothing was ever said by it."""
    if patient is None or not referrals:
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
        is_told=is_told,
        cautions=tuple(name for name, is_so in held if is_so),
    )
