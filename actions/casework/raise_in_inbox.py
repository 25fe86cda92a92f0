"""Ask for a person: the referral rises in the inbox with the reason why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, TypeAlias, cast

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.basis.work import Work
from storage.models import Patient, Referral

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


def raise_in_inbox(work: Work, referral: Referral, why: Why, *, patient: Patient) -> None:
    """Mark that a person is needed; a weaker reason never hides a stronger one still open."""
    now = work.now_for(patient)
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
    try:
        return _STRONGEST_FIRST.index(why)
    except ValueError:
        return len(_STRONGEST_FIRST)


class ActionRaiseInInbox(FlowAction):
    """A flow asks for a person; slot `raise_why` says why, else "needs_a_person"."""

    action_name: ClassVar[str] = "action_raise_in_inbox"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        why = cast(Why, slots.get("raise_why") or "needs_a_person")
        raise_in_inbox(case.work, case.referral, why, patient=case.patient)
        return {}
