"""Plan the check-ins of a referral: rows a person can see, each with a timer to send it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.timers import set_timer
from actions.work import Work
from bot.delivery.holidays import is_bank_holiday
from storage.models import CheckIn, Patient, Referral

_AFTER = re.compile(r"^(\d{1,3})([dw])$")
TIME_OF_DAY = time(10, 30)
SENT_WITHIN = timedelta(days=7)


async def plan_check_ins(
    work: Work, referral: Referral, patient: Patient, *, since: datetime | None = None
) -> None:
    """Plan those that the practice chose, counted from `since` (now); once for each referral."""
    plan = work.practice.settings.check_ins
    if not plan.enabled or await work.uow.check_ins.of_referral(referral.id):
        return
    start = since or work.now_for(patient)
    for sequence, after in enumerate(plan.after, start=1):
        due = check_in_time(start, after, work.timezone)
        check_in = CheckIn(
            practice_id=work.practice.id,
            referral_id=referral.id,
            patient_id=patient.id,
            sequence=sequence,
            due_at=due,
            status="planned",
        )
        work.uow.check_ins.write(check_in)
        await set_timer(
            work,
            patient=patient,
            conversation_id=referral.conversation_id,
            kind="check_in",
            owner_type="check_in",
            owner_id=check_in.id,
            key=after,
            due_at=due,
            expires_at=due + SENT_WITHIN,
        )


def check_in_time(since: datetime, after: str, zone: ZoneInfo) -> datetime:
    """The first working day at or after "2w" or "10d" from `since`, mid-morning, in UTC."""
    match = _AFTER.match(after)
    if match is None:
        raise ValueError(f"a check-in's time is like 2w or 10d, not {after!r}")
    days = int(match[1]) * (7 if match[2] == "w" else 1)
    day = since.astimezone(zone).date() + timedelta(days=days)
    while day.weekday() >= 5 or is_bank_holiday(day):
        day += timedelta(days=1)
    return datetime.combine(day, TIME_OF_DAY, zone).astimezone(UTC)
