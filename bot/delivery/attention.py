"""Why a referral needs a person, and what asking for one does to it, whoever asks."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from storage.models import Referral

Why: TypeAlias = Literal[
    "handoff",
    "owner_silent",
    "owner_left",
    "needs_a_person",
    "no_phone",
    "opted_out",
    "worse",
    "call_me",
    "did_not_attend",
    "unreachable",
    "no_reply",
    "half_finished",
    "wrong_number",
    "language",
    "error",
    "not_safe_to_text",
    "under_age",
    "wrote_again",
    "no_times",
    "delivery_failed",
    "too_many_texts",
]

_STRONGEST_FIRST: tuple[str, ...] = (
    "under_age",
    "worse",
    "wrong_number",
    "not_safe_to_text",
    "handoff",
    "owner_silent",
    "owner_left",
    "call_me",
    "no_phone",
    "needs_a_person",
    "error",
    "did_not_attend",  # a sign of trouble, and START must not take it away with the STOP before
    "opted_out",
    "unreachable",
)
_WEAKEST = frozenset({"delivery_failed", "no_reply", "half_finished"})
"""What one text tells of itself, or silence: any word of the person's own weighs more."""


def ask_for_person(referral: Referral, why: Why, *, now: datetime) -> None:
    """Mark that a person is needed; a weaker reason never hides a stronger one still open.

    `now` is the time on the patient's clock.
    """
    if referral.attention is None or _rank(why) <= _rank(referral.attention):
        referral.attention = why
        referral.attention_at = now
    if why == "worse" and referral.priority == "routine":
        referral.priority = "urgent"
    if referral.status == "collecting" and why != "half_finished":
        referral.waiting_since = referral.waiting_since or now
    referral.snoozed_until = None  # what needs a person is not put off
    referral.updated_at = now


def _rank(why: str) -> int:
    if why in _STRONGEST_FIRST:
        return _STRONGEST_FIRST.index(why)
    return len(_STRONGEST_FIRST) + (why in _WEAKEST)
