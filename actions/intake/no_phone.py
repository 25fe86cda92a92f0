"""The person cannot use the phone, or will not be phoned: staff are told, and no time by phone is
offered any more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.basis.work import Work
from actions.casework.raise_in_inbox import raise_in_inbox
from actions.texts.kept_wish import CALLS, keep_wish
from storage.models import Patient, Referral

NO_PHONE: Final = "no_phone"
"""The slot that says so."""
CALLS_REFUSED: Final = "calls_refused"
"""The slot that says that this very text refuses them."""


async def refuse_calls(work: Work, patient: Patient, referral: Referral) -> None:
    """Keep that they are not to be phoned, where staff see it whatever else is told later."""
    raise_in_inbox(work, referral, "no_phone", patient=patient)
    await keep_wish(work, patient, CALLS, wanted=False)


async def accept_calls(work: Work, patient: Patient) -> None:
    """Who asks for a call may be phoned again, whatever they said before."""
    await keep_wish(work, patient, CALLS, wanted=True)


class ActionNoPhone(FlowAction):
    action_name: ClassVar[str] = "action_no_phone"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        await refuse_calls(case.work, case.patient, case.referral)
        return {NO_PHONE: True}
