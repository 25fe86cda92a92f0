"""Keep the answer to a check-in. Worse and "call me" ask for a person; silence is no answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from rasa_sdk.executor import CollectingDispatcher

from actions.audit import record
from actions.case import Case
from actions.flow_action import FlowAction
from actions.raise_in_inbox import raise_in_inbox
from storage.models.check_in import CheckInAnswer
from storage.private import PatientText

_ANSWERS = frozenset({"better", "same", "worse", "call"})


class ActionRecordCheckIn(FlowAction):
    action_name: ClassVar[str] = "action_record_check_in"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        feeling = slots.get("feeling")
        check_in = await case.work.uow.check_ins.latest_sent(case.referral.id)
        if check_in is None:
            return {}
        if feeling not in _ANSWERS:
            # They would rather not say: they are not asked again, and it counts as no answer.
            check_in.status = "unanswered"
            return {}
        check_in.status = "answered"
        check_in.answered_at = case.now
        check_in.answer = cast(CheckInAnswer, feeling)
        if words := slots.get("feeling_words"):
            check_in.words = PatientText(str(words))
        if feeling == "worse":
            raise_in_inbox(case.work, case.referral, "worse", patient=case.patient)
        if feeling == "call":
            raise_in_inbox(case.work, case.referral, "call_me", patient=case.patient)
        record(case.work, "checked_in", check_in.id, subject_type="check_in")
        return {}
