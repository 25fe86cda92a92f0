"""A referral is made: it waits for the link worker, and its check-ins are planned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.audit import record
from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.booking.find_appointment import appointment_of
from actions.check_ins.follow_up import follow_up
from actions.intake.complete_referral import complete_referral


class ActionFinishReferral(FlowAction):
    action_name: ClassVar[str] = "action_finish_referral"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        referral, now = case.referral, case.now
        if referral.status == "collecting":
            record(case.work, "referred", referral.id)
            await complete_referral(case.work, referral, now)
        referral.waiting_since = referral.waiting_since or now
        referral.updated_at = now
        await case.work.uow.timers.cancel_for("conversation", case.conversation.id)
        if case.patient.safe_to_text != "no" and await _asks_for_help(case, slots):
            await follow_up(case.work, referral, case.patient, since=now)
        return {}


async def _asks_for_help(case: Case, slots: Mapping[str, Any]) -> bool:
    """Not where somebody whose referral was closed writes of the visit that still stands, or thanks
    us, and tells of nothing new: then nothing has begun of which to ask how it goes."""
    if slots.get("has_needs"):
        return True
    visit = await appointment_of(case)
    return visit is None or visit.referral_id in (None, case.referral.id)
