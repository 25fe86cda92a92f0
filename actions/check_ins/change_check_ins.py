"""A link worker plans one person's check-ins: other times, another question, stop, resume.

A change puts away what was still planned and plans it anew under the plan's next version, so that
a timer of an older one finds its check-in gone and does nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from actions.basis.audit import record
from actions.basis.case_file import live_case
from actions.basis.errors import NotAllowed
from actions.basis.work import Work
from actions.check_ins.check_in_questions import QUESTIONS
from actions.check_ins.plan_check_ins import Course, days_of, lay_out
from storage.models import CheckIn, CheckInPlan, Patient, Referral

MOST = 8
LONGEST_DAYS = 365


class WrongStart(NotAllowed):
    """The day that a plan is to be counted from is too far away to be meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPlan:
    """`after` like ("2w", "6w"); `counted_from` is aware, None keeps what it was counted from."""

    after: tuple[str, ...]
    question: str | None
    counted_from: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNow:
    """A plan as it stands; `is_own` when it was made for this one person."""

    after: tuple[str, ...]
    question: str | None
    counted_from: datetime
    is_on: bool
    is_own: bool


async def change_check_ins(work: Work, referral_id: str, wanted: WantedPlan) -> None:
    """Keep a plan of this person's own; raises NotAllowed, AlreadyClosed or NotFound.

    A plan that is stopped stays stopped until it is resumed.
    """
    check_times(wanted.after)
    if wanted.question is not None and wanted.question not in QUESTIONS:
        raise NotAllowed("That is not a question that can be asked by text.")
    patient, _, referral = await live_case(work, referral_id)
    furthest = work.now_for(patient) + timedelta(days=LONGEST_DAYS)
    if wanted.counted_from is not None and wanted.counted_from > furthest:
        raise WrongStart("Count from a day that is at most a year away.")
    plan = await own_plan(work, patient, referral)
    plan.after = sorted(wanted.after, key=days_of)
    plan.question = wanted.question
    plan.counted_from = wanted.counted_from or plan.counted_from
    await plan_anew(work, patient, referral, plan)
    record_plan(work, plan)


async def stop_check_ins(work: Work, referral_id: str) -> None:
    """Ask this person nothing more, not even a reminder of what was asked; raises as above."""
    patient, _, referral = await live_case(work, referral_id)
    plan = await own_plan(work, patient, referral)
    plan.is_on = False
    await plan_anew(work, patient, referral, plan)
    for check_in in await work.uow.check_ins.of_referral(referral.id):
        if check_in.status == "sent":
            await work.uow.timers.cancel_for("check_in", check_in.id, "stopped", work.now)
    record(work, "check_ins_stopped", referral.id, detail={"version": plan.version})


async def resume_check_ins(work: Work, referral_id: str) -> None:
    """Go on with the plan; what fell due meanwhile is left out. Raises as above."""
    patient, _, referral = await live_case(work, referral_id)
    plan = await own_plan(work, patient, referral)
    plan.is_on = True
    await plan_anew(work, patient, referral, plan)
    record(work, "check_ins_resumed", referral.id, detail={"version": plan.version})


def check_times(after: Sequence[str]) -> None:
    """Raise NotAllowed, in words for staff, unless these are times for check-ins."""
    if not after:
        raise NotAllowed("Choose at least one time, or stop the check-ins.")
    if len(set(after)) > MOST:
        raise NotAllowed(f"{MOST} check-ins are enough for one person.")
    try:
        days = [days_of(one) for one in after]
    except ValueError:
        raise NotAllowed("Write other times as a number and w or d: 3w, 10d.") from None
    if max(days) > LONGEST_DAYS:
        raise NotAllowed("A check-in can be planned a year ahead at the most.")


async def plan_of(work: Work, referral: Referral) -> PlanNow:
    """The person's own plan, else what was planned for them: the practice may have changed its
    mind since."""
    own = await work.uow.check_in_plans.of_referral(referral.id)
    if own is not None:
        return PlanNow(
            after=tuple(own.after),
            question=own.question,
            counted_from=own.counted_from,
            is_on=own.is_on,
            is_own=True,
        )
    usual = work.practice.settings.check_ins
    start = referral.waiting_since or referral.created_at
    planned = await work.uow.check_ins.of_referral(referral.id)
    after = await _as_planned(work, planned)
    return PlanNow(
        after=after or usual.after,
        question=planned[0].question if after else usual.question,
        counted_from=start,
        is_on=bool(after) or usual.enabled,
        is_own=False,
    )


async def _as_planned(work: Work, planned: Sequence[CheckIn]) -> tuple[str, ...]:
    timers = [
        timer
        for one in planned
        for timer in await work.uow.timers.of_owner("check_in", one.id)
        if timer.kind == "check_in"
    ]
    return tuple(dict.fromkeys(timer.key for timer in timers))


async def own_plan(work: Work, patient: Patient, referral: Referral) -> CheckInPlan:
    """The person's own plan, begun as a copy of the one they had; version 1 is the practice's."""
    kept = await work.uow.check_in_plans.of_referral(referral.id)
    if kept is not None:
        return kept
    had = await plan_of(work, referral)
    return work.uow.check_in_plans.add(
        CheckInPlan(
            practice_id=work.practice.id,
            patient_id=patient.id,
            referral_id=referral.id,
            counted_from=had.counted_from,
            after=list(had.after),
            question=had.question,
            is_on=had.is_on,
            updated_at=work.now_for(patient),
        )
    )


def record_plan(work: Work, plan: CheckInPlan) -> None:
    """Keep in the audit trail when, and what, this person is asked from now on."""
    detail = {"after": plan.after, "question": plan.question, "version": plan.version}
    record(work, "check_ins_planned", plan.referral_id, detail=detail)


async def plan_anew(work: Work, patient: Patient, referral: Referral, plan: CheckInPlan) -> None:
    """Put away what is still planned, and lay the plan out under its next version."""
    plan.version += 1
    plan.updated_at = referral.updated_at = work.now_for(patient)
    kept = 0
    for check_in in await work.uow.check_ins.of_referral(referral.id):
        if check_in.status != "planned":
            kept = max(kept, check_in.sequence)
            continue
        check_in.status = "cancelled"
        await work.uow.timers.cancel_for("check_in", check_in.id, "plan_changed", work.now)
    if plan.is_on:
        course = Course(
            start=plan.counted_from,
            after=tuple(dict.fromkeys(plan.after)),
            question=plan.question,
            version=plan.version,
            first=kept + 1,
        )
        await lay_out(work, referral, patient, course)
