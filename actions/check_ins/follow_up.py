"""Ask how things are after help was asked for, and again where it is asked for once more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from actions.basis.work import Work
from actions.check_ins.change_check_ins import own_plan, plan_anew, record_plan
from actions.check_ins.plan_check_ins import plan_check_ins
from storage.models import CheckIn, Patient, Referral


async def follow_up(work: Work, referral: Referral, patient: Patient, *, since: datetime) -> None:
    """Plan check-ins for the help asked for or given at `since`.

    The first time as the practice does; months later, when all of those are over, the same course
    counted from now, for whoever comes back was asked about something else. A plan that a link
    worker made for this person is kept to, and one that they stopped stays stopped.
    """
    had = await work.uow.check_ins.of_referral(referral.id)
    if not had:
        await plan_check_ins(work, referral, patient)
    elif _are_over(had, since):
        await _begin_again(work, referral, patient)


def _are_over(had: Sequence[CheckIn], since: datetime) -> bool:
    kept = [one for one in had if one.status != "cancelled"]
    return all(one.status != "planned" and one.due_at < since for one in kept)


async def _begin_again(work: Work, referral: Referral, patient: Patient) -> None:
    usual = work.practice.settings.check_ins
    is_own = await work.uow.check_in_plans.of_referral(referral.id) is not None
    if not (is_own or usual.enabled):
        return
    plan = await own_plan(work, patient, referral)
    if not plan.is_on:
        return
    if not is_own:
        plan.after, plan.question = list(usual.after), usual.question
    plan.counted_from = work.now_for(patient)
    await plan_anew(work, patient, referral, plan)
    record_plan(work, plan)
