"""Why a referral needs a person, and what asking for one does to it, whoever asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal, TypeAlias

from storage.models import Referral

Why: TypeAlias = Literal[
    "danger",
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
    "danger",
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
_SAID_BY_ANY_OTHER: Final = _WEAKEST | {"needs_a_person", "wrote_again"}
"""Beside another reason these tell nothing more."""


def ask_for_person(referral: Referral, why: Why, *, now: datetime) -> None:
    """Mark that a person is needed; the strongest reason is read first, and hides no other.

    `now` is the time on the patient's clock.
    """
    others = also_asked(referral)
    if referral.attention is None or _rank(why) <= _rank(referral.attention):
        others = (*others, referral.attention or "")
        referral.attention = why
        referral.attention_at = now
    else:
        others = (*others, why)
    _keep_others(referral, others)
    if why == "worse" and referral.priority == "routine":
        referral.priority = "urgent"
    if referral.status == "collecting" and why != "half_finished":
        referral.waiting_since = referral.waiting_since or now
    referral.snoozed_until = None  # what needs a person is not put off
    referral.updated_at = now


def also_asked(referral: Referral) -> tuple[str, ...]:
    """The reasons beside `attention`, the strongest first."""
    return tuple(referral.attention_also or ()) if referral.attention is not None else ()


def reasons(referral: Referral) -> tuple[str, ...]:
    """Why a person is needed, all of it, the strongest first."""
    return (referral.attention, *also_asked(referral)) if referral.attention is not None else ()


def no_longer(referral: Referral, why: Why) -> None:
    """This reason is gone; the strongest of the others is read in its place."""
    others = tuple(one for one in also_asked(referral) if one != why)
    if referral.attention == why:
        referral.attention = others[0] if others else None
        referral.attention_at = referral.attention_at if others else None
    _keep_others(referral, others)


def somebody_came(referral: Referral) -> None:
    """A person sees to it, or it is over: nothing is asked for any more."""
    referral.attention = referral.attention_at = referral.attention_also = None


def _keep_others(referral: Referral, others: Iterable[str]) -> None:
    kept = set(others) - {referral.attention, ""} - _SAID_BY_ANY_OTHER
    referral.attention_also = sorted(kept, key=lambda why: (_rank(why), why)) or None


def _rank(why: str) -> int:
    if why in _STRONGEST_FIRST:
        return _STRONGEST_FIRST.index(why)
    return len(_STRONGEST_FIRST) + (why in _WEAKEST)
