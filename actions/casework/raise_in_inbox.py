"""Ask for a person: the referral rises in the inbox with the reason why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.basis.work import Work
from bot.delivery.attention import Why, ask_for_person
from storage.models import Patient, Referral


def raise_in_inbox(work: Work, referral: Referral, why: Why, *, patient: Patient) -> None:
    """Mark that a person is needed; a weaker reason never hides a stronger one still open."""
    ask_for_person(referral, why, now=work.now_for(patient))


class ActionRaiseInInbox(FlowAction):
    """A flow asks for a person; slot `raise_why` says why, else "needs_a_person"."""

    action_name: ClassVar[str] = "action_raise_in_inbox"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        why = cast(Why, slots.get("raise_why") or "needs_a_person")
        raise_in_inbox(case.work, case.referral, why, patient=case.patient)
        return {}
