"""A person says that we understood them wrongly: what we took for their needs goes.

Their words stay in the conversation for the link worker, and so does any risk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.audit import record
from actions.case import Case
from actions.flow_action import FlowAction


class ActionForgetNeeds(FlowAction):
    action_name: ClassVar[str] = "action_forget_needs"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        await case.work.uow.needs.forget_unconfirmed(case.referral.id)
        record(case.work, "needs_denied", case.referral.id)
        return {"needs": [], "has_needs": False, "needs_text": "", "has_abuse": False}
