"""What the calendar shows beside the diary: who could be booked, and whom a link worker sees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select, text

from storage.models import Appointment, Patient, Referral, Room
from storage.models.appointment import IS_LIVE, LIVE_STATUSES
from storage.unit_of_work import UnitOfWork

MOST = 300


async def people_to_book(
    uow: UnitOfWork, practice_id: str, now: datetime
) -> list[tuple[Referral, Patient]]:
    """Those whose referral is open and who have no appointment to come, longest waiting first."""
    has_coming = exists().where(
        Appointment.patient_id == Referral.patient_id,
        Appointment.ends_at > now,
        text(f"appointment.{IS_LIVE}"),
    )
    query = (
        select(Referral, Patient)
        .join(Patient, Patient.id == Referral.patient_id)
        .where(
            Referral.practice_id == practice_id,
            Referral.status.in_(("collecting", "waiting", "open")),
            ~has_coming,
        )
        .order_by(Referral.created_at, Referral.id)
        .limit(MOST)
    )
    return [(referral, patient) for referral, patient in await uow.session.execute(query)]


async def visits_of_worker(
    uow: UnitOfWork, link_worker_id: str, since: datetime, until: datetime
) -> list[tuple[Appointment, str]]:
    """A link worker's visits that start in [since, until), with the room's name; no patients."""
    query = (
        select(Appointment, Room.name)
        .outerjoin(Room, Room.id == Appointment.room_id)
        .where(
            Appointment.link_worker_id == link_worker_id,
            Appointment.starts_at >= since,
            Appointment.starts_at < until,
            Appointment.status.in_((*LIVE_STATUSES, "attended", "did_not_attend")),
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    return [(visit, room or "") for visit, room in await uow.session.execute(query)]


async def missed_by(uow: UnitOfWork, patient_id: str) -> Sequence[Appointment]:
    """The visits that somebody did not come to, latest first."""
    query = (
        select(Appointment)
        .where(Appointment.patient_id == patient_id, Appointment.status == "did_not_attend")
        .order_by(Appointment.starts_at.desc())
    )
    return (await uow.session.scalars(query)).all()
