"""Keep the answer to a check-in. Worse and "call me" ask for a person; silence is no answer.

Whose referral was closed since they were asked answers in a new one, which then waits for a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final, cast

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.audit import record
from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.casework.raise_in_inbox import raise_in_inbox
from actions.intake.complete_referral import complete_referral
from actions.intake.no_phone import CALLS_REFUSED, NO_PHONE, accept_calls
from bot.delivery.attention import Why
from storage.models.check_in import CheckInAnswer
from storage.private import PatientText

FEELING: Final = "feeling"
"""The slot that the answer is in."""
_ANSWERS = frozenset({"better", "same", "worse", "call"})
_ASK_FOR_A_PERSON: Final[Mapping[str, Why]] = {"worse": "worse", "call": "call_me"}


class ActionRecordCheckIn(FlowAction):
    action_name: ClassVar[str] = "action_record_check_in"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        feeling = slots.get(FEELING)
        may_be_rung = not slots.get(CALLS_REFUSED)
        # First, for they are promised a person even where no row can be found to keep it in.
        if why := _ASK_FOR_A_PERSON.get(str(feeling)):
            why = why if may_be_rung or why != "call_me" else "needs_a_person"
            raise_in_inbox(case.work, case.referral, why, patient=case.patient)
            await complete_referral(case.work, case.referral, case.now)
        await _keep(case, slots, feeling)
        if feeling != "call" or not may_be_rung:  # "4 but dont phone"
            return {}
        await accept_calls(case.work, case.patient, case.referral)
        return {NO_PHONE: False}


async def _keep(case: Case, slots: Mapping[str, Any], feeling: Any) -> None:
    check_ins = case.work.uow.check_ins
    check_in = await check_ins.latest_sent(case.referral.id)
    if check_in is None:
        check_in = await check_ins.waiting_for(case.patient.id)
    if check_in is None:
        return
    if feeling not in _ANSWERS:
        # They would rather not say: they are not asked again, and it counts as no answer.
        if check_in.status != "answered":
            check_in.status = "unanswered"
        return
    check_in.status = "answered"
    check_in.answered_at = case.now
    check_in.answer = cast(CheckInAnswer, feeling)
    if words := slots.get("feeling_words"):
        check_in.words = PatientText(str(words))
    # What was to come without an answer is then over.
    await case.work.uow.timers.cancel_for("check_in", check_in.id, "answered", case.now)
    record(case.work, "checked_in", check_in.id, subject_type="check_in")
