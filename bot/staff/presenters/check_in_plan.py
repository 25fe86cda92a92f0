"""One person's check-ins: the plan as it stands, what became of each, and the answers over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from actions.check_ins.change_check_ins import PlanNow
from actions.check_ins.check_in_questions import QUESTIONS
from bot.staff.presenters.check_in_state import CheckInState, check_in_state
from bot.staff.presenters.person import ByPhone, by_phone, full_name
from bot.staff.presenters.score_chart import CHART, ScoreChart, score_charts
from storage.models import CheckIn, CheckInPlan, Conversation, Patient, Practice, Referral

USUAL_TIMES: Final = ("1w", "2w", "4w", "6w", "8w", "12w", "26w")
"""Those that have a box to tick; others are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInShown:
    """One that is planned or was sent; `status` "not_sent" when its time passed unsent."""

    status: str
    at: datetime
    answer: str
    score: int | None
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInsView:
    """What the conversation's side and the plan page show."""

    path: str
    who: str
    by_phone: ByPhone
    state: CheckInState
    check_ins: tuple[CheckInShown, ...]
    charts: tuple[ScoreChart, ...]
    is_closed: bool
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanForm:
    """The form as kept, or as it was typed. `times` pairs a time with whether it is ticked."""

    times: tuple[tuple[str, bool], ...]
    other: str
    question: str
    counted_from: str
    is_on: bool
    is_own: bool


def present_check_ins(
    *,
    check_ins: Sequence[CheckIn],
    plan: CheckInPlan | None,
    patient: Patient,
    conversation: Conversation,
    referral: Referral,
    practice: Practice,
    is_opted_out: bool,
    me: str,
    now: datetime,
) -> CheckInsView:
    """`me` is the staff id of who looks; `now` is on the person's clock."""
    return CheckInsView(
        path=f"/staff/referrals/{referral.id}/check-ins",
        who=full_name(patient),
        by_phone=by_phone(patient),
        state=check_in_state(
            check_ins,
            plan=plan,
            patient=patient,
            conversation=conversation,
            is_opted_out=is_opted_out,
            me=me,
            now=now,
            silent_after_days=practice.settings.check_ins.silent_after_days,
        ),
        check_ins=tuple(_shown(one) for one in check_ins if one.status != "cancelled"),
        charts=score_charts(check_ins, CHART),
        is_closed=referral.status == "closed",
        zone=practice.timezone,
    )


def _shown(one: CheckIn) -> CheckInShown:
    return CheckInShown(
        status=one.status,
        at=one.answered_at or one.sent_at or one.due_at,
        answer=one.answer or "",
        score=one.score,
        question=one.question or "",
    )


def kept_form(plan: PlanNow, practice: Practice) -> PlanForm:
    return PlanForm(
        times=_ticked(plan.after),
        other=", ".join(one for one in plan.after if one not in USUAL_TIMES),
        question=plan.question or "",
        counted_from=_local_date(plan.counted_from, practice),
        is_on=plan.is_on,
        is_own=plan.is_own,
    )


def typed_form(fields: Mapping[str, str], plan: PlanNow) -> PlanForm:
    return PlanForm(
        times=_ticked(one for one in USUAL_TIMES if fields.get(f"after_{one}") == "yes"),
        other=fields.get("other", ""),
        question=fields.get("question", "") if fields.get("question") in QUESTIONS else "",
        counted_from=fields.get("counted_from", ""),
        is_on=plan.is_on,
        is_own=plan.is_own,
    )


def _ticked(after: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    ticked = set(after)
    return tuple((one, one in ticked) for one in USUAL_TIMES)


def _local_date(at: datetime, practice: Practice) -> str:
    return at.astimezone(ZoneInfo(practice.timezone)).date().isoformat()
