"""Booked visits that leave, a bank holiday, changed hours or a colleague's going speak against.

They are listed for a person to move or keep: nothing is ever cancelled by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from actions.basis.work import Work
from actions.booking.diary import Diary
from actions.booking.open_diary import HORIZON, open_for_staff
from actions.booking.stretches import stretches_on
from bot.delivery.holidays import is_bank_holiday
from storage.models import Appointment, Leave, Patient
from storage.views.listings import coming_appointments

Why: TypeAlias = Literal["left", "leave", "bank_holiday", "outside_hours"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    appointment: Appointment
    patient: Patient
    why: Why


async def collisions(
    work: Work, *, link_worker_id: str | None = None, has_left: bool = False
) -> list[Collision]:
    """Coming visits of one link worker, or of all, that stand where nobody should be seen.

    With `has_left` also those of whoever works here no more: they are on nobody's own page.
    """
    staff = {one.id for one in await work.uow.staff.of_practice(work.practice.id)}
    coming = [
        (visit, patient)
        for visit, patient in await coming_appointments(work.uow, work.practice.id, work.now)
        if link_worker_id in (None, visit.link_worker_id)
        or (has_left and visit.link_worker_id not in staff)
    ]
    if not coming:
        return []
    workers = sorted({visit.link_worker_id for visit, _ in coming})
    leave = await work.uow.availability.leave_of(workers, work.now)
    diary = await open_for_staff(work, work.now, work.now + HORIZON)
    found = [
        (
            visit,
            patient,
            _why(work, visit, leave, diary) if visit.link_worker_id in staff else "left",
        )
        for visit, patient in coming
    ]
    return [
        Collision(appointment=visit, patient=patient, why=why)
        for visit, patient, why in found
        if why is not None
    ]


async def why_not(work: Work, visit: Appointment) -> Why | None:
    """What speaks against this one visit; None where nothing does."""
    leave = await work.uow.availability.leave_of([visit.link_worker_id], work.now)
    since = work.now
    diary = await open_for_staff(work, since, since + HORIZON, link_worker_id=visit.link_worker_id)
    return _why(work, visit, leave, diary)


def _why(work: Work, visit: Appointment, leave: Sequence[Leave], diary: Diary) -> Why | None:
    worker = visit.link_worker_id
    starts, ends = (at.astimezone(work.timezone) for at in (visit.starts_at, visit.ends_at))
    if any(
        one.link_worker_id == worker
        and one.starts_at < visit.ends_at
        and visit.starts_at < one.ends_at
        for one in leave
    ):
        return "leave"
    if is_bank_holiday(starts.date()):
        return "bank_holiday"
    is_within = any(
        one.link_worker_id == worker
        and one.from_time <= f"{starts:%H:%M}"
        and f"{ends:%H:%M}" <= one.to_time
        for one in stretches_on(starts.date(), diary.shifts, diary.single_days)
    )
    return None if is_within else "outside_hours"
