"""Plan the check-ins of a referral: rows a person can see, each with a timer to send it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.basis.timers import set_timer
from actions.basis.work import Work
from bot.delivery.holidays import is_bank_holiday
from storage.models import CheckIn, Patient, Referral

AFTER = re.compile(r"([1-9]\d{0,2})([dw])")
TIME_OF_DAY = time(10, 30)
SENT_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """When to ask, counted from `start` on the person's clock, and what. `version` is the plan's;
    `first` is the sequence of the first of them."""

    start: datetime
    after: Sequence[str]
    question: str | None = None
    version: int = 1
    first: int = 1


async def plan_check_ins(work: Work, referral: Referral, patient: Patient) -> None:
    """Plan those that the practice chose, counted from now; once for each referral."""
    plan = work.practice.settings.check_ins
    if not plan.enabled or await work.uow.check_ins.of_referral(referral.id):
        return
    if await work.uow.check_in_plans.of_referral(referral.id):
        return  # somebody has planned for this person already
    start = work.now_for(patient)
    await lay_out(
        work, referral, patient, Course(start=start, after=plan.after, question=plan.question)
    )


async def lay_out(work: Work, referral: Referral, patient: Patient, course: Course) -> None:
    """Plan a course of check-ins; one whose time has passed is left out."""
    sequence = course.first
    for after in course.after:
        due = check_in_time(course.start, after, work.timezone)
        if due <= work.now_for(patient):
            continue
        check_in = CheckIn(
            practice_id=work.practice.id,
            referral_id=referral.id,
            patient_id=patient.id,
            sequence=sequence,
            due_at=due,
            status="planned",
            version=course.version,
            question=course.question,
        )
        sequence += 1
        work.uow.check_ins.write(check_in)
        await set_timer(
            work,
            patient=patient,
            conversation_id=referral.conversation_id,
            kind="check_in",
            owner_type="check_in",
            owner_id=check_in.id,
            owner_version=course.version,
            key=after,
            due_at=due,
            expires_at=due + SENT_WITHIN,
        )


def days_of(after: str) -> int:
    """The days of "2w" or "10d"; raises ValueError for anything else."""
    match = AFTER.fullmatch(after)
    if match is None:
        raise ValueError(f"a check-in's time is like 2w or 10d, not {after!r}")
    return int(match[1]) * (7 if match[2] == "w" else 1)


def check_in_time(since: datetime, after: str, zone: ZoneInfo) -> datetime:
    """The first working day at or after "2w" or "10d" from `since`, mid-morning, in UTC."""
    day = since.astimezone(zone).date() + timedelta(days=days_of(after))
    while day.weekday() >= 5 or is_bank_holiday(day):
        day += timedelta(days=1)
    return datetime.combine(day, TIME_OF_DAY, zone).astimezone(UTC)
