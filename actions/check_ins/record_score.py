"""Keep the number that somebody answered to the 0 to 10 question after a check-in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.audit import record
from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.basis.work import Work
from actions.check_ins.check_in_questions import HIGHEST, LOWEST, QUESTIONS

SCORE: Final = "score"
"""The slot that the number is in."""


class ActionRecordScore(FlowAction):
    action_name: ClassVar[str] = "action_record_score"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        score: Any = slots.get(SCORE)  # as the dialogue has it: 7.0
        check_in = await case.work.uow.check_ins.latest_answered(case.referral.id)
        if check_in is None or not _is_on_scale(score):
            return {}
        question = QUESTIONS.get(check_in.question or "")
        if question is None or question.id != slots.get("score_question"):
            return {}
        check_in.score = int(score)  # the scales know whole numbers: "7 and a half" is in its 7
        check_in.question_version = question.version
        record(case.work, "scored", check_in.id, subject_type="check_in")
        return {}


async def change_score(work: Work, referral_id: str, score: int) -> bool:
    """Keep another number than the one that was answered; whether there was one. Raises ValueError
    for a number that is not on the scale."""
    if not _is_on_scale(score):
        raise ValueError("a score is a number from 0 to 10")
    check_in = await work.uow.check_ins.latest_answered(referral_id)
    if check_in is None or check_in.score is None:
        return False
    check_in.score = score
    record(work, "scored", check_in.id, subject_type="check_in")
    return True


def _is_on_scale(score: object) -> bool:
    return isinstance(score, (int, float)) and LOWEST <= score <= HIGHEST
