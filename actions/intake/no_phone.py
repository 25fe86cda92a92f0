"""The person cannot use the phone, or will not be phoned: staff are told, and no time by phone is
offered any more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.case_file import CaseFile
from actions.basis.flow_action import FlowAction
from actions.basis.spoken_of import DIALOGUE
from actions.basis.work import Work
from actions.casework.raise_in_inbox import raise_in_inbox
from actions.texts.kept_wish import BY_STAFF, CALLS, keep_wish
from bot.delivery.attention import Why, no_longer
from storage.models import Patient, Referral

NO_PHONE: Final[Why] = "no_phone"
"""The slot that says so, and the reason in the inbox."""
CALLS_REFUSED: Final = "calls_refused"
"""The slot that says that this very text refuses them."""


async def refuse_calls(work: Work, patient: Patient, referral: Referral) -> None:
    """Keep that they are not to be phoned, where staff see it whatever else is told later."""
    no_longer(referral, "call_me")
    raise_in_inbox(work, referral, "no_phone", patient=patient)
    await keep_wish(work, patient, CALLS, wanted=False)


async def accept_calls(work: Work, patient: Patient, referral: Referral) -> None:
    """Who asks for a call may be phoned again, whatever they said before."""
    no_longer(referral, NO_PHONE)
    await keep_wish(work, patient, CALLS, wanted=True)


async def set_by_hand(work: Work, file: CaseFile, *, refuses: bool) -> None:
    """As a member of staff heard it from them: kept as their own word is, until either is told
    otherwise. Blether offers times by phone again, or none, from their next text on."""
    patient, conversation, referral = file
    await keep_wish(work, patient, CALLS, wanted=not refuses, source=BY_STAFF)
    if not refuses:
        no_longer(referral, NO_PHONE)
    saved = conversation.state or {}
    dialogue = saved.get(DIALOGUE)
    if dialogue is not None:
        slots = {**dialogue["slots"], NO_PHONE: refuses}
        conversation.state = {**saved, DIALOGUE: {**dialogue, "slots": slots}}


class ActionNoPhone(FlowAction):
    action_name: ClassVar[str] = "action_no_phone"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        await refuse_calls(case.work, case.patient, case.referral)
        return {NO_PHONE: True}
