"""A person asks for a person: raised in the inbox, and somebody is told if nobody comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.audit import record
from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.basis.timers import set_timer, waiting_of
from actions.casework.raise_in_inbox import raise_in_inbox
from bot.delivery.hours import next_team_opening


async def hand_over(case: Case) -> None:
    """Raise it, and set the timer by which somebody hears if nobody has come."""
    work, now = case.work, case.now
    raise_in_inbox(work, case.referral, "handoff", patient=case.patient)
    case.referral.waiting_since = case.referral.waiting_since or now
    record(work, "asked_for_a_person", case.referral.id)
    if await _is_watched(case):
        return
    settings = work.practice.settings
    opens = next_team_opening(now, settings, work.practice.timezone)
    await set_timer(
        work,
        patient=case.patient,
        conversation_id=case.conversation.id,
        kind="nobody_there",
        owner_type="conversation_waits",
        owner_id=case.conversation.id,
        key=now.isoformat(),
        due_at=opens + timedelta(minutes=settings.nobody_there_minutes),
    )


async def _is_watched(case: Case) -> bool:
    """Whether they wait already: who asks twice in a night is told once that nobody came."""
    return bool(await waiting_of(case.work, "conversation_waits", case.conversation.id))


class ActionHumanHandoff(FlowAction):
    action_name: ClassVar[str] = "action_human_handoff"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        await hand_over(case)
        dispatcher.utter_message(response="utter_person_coming")
        return {}
