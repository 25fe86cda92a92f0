"""A person says that we understood them wrongly: what we took for their needs goes.

What the same text names instead stays: "no, it's my housing". Their words stay in the
conversation for the link worker, and so does any risk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.audit import record
from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.intake.needs_slots import needs_slots
from storage.models import Need


class ActionForgetNeeds(FlowAction):
    action_name: ClassVar[str] = "action_forget_needs"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        kept = [need for need in case.needs if _stays(need, case.message_id)]
        await case.work.uow.flush()
        await case.work.uow.needs.forget_unconfirmed(
            case.referral.id, but=[need.label for need in kept]
        )
        case.needs[:] = kept
        record(case.work, "needs_denied", case.referral.id)
        return needs_slots([need.label for need in kept], case.words)


def _stays(need: Need, message_id: str | None) -> bool:
    said_now = any(each.get("message_id") == message_id for each in need.evidence)
    return need.source == "link_worker" or said_now
