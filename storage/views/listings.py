"""Appointments, check-ins and messages of some practices, page by page, newest id first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from storage.models import Appointment, CheckIn, Message, Patient, Referral
from storage.models.appointment import LIVE_STATUSES
from storage.unit_of_work import UnitOfWork


async def list_appointments(
    uow: UnitOfWork,
    practice_ids: Sequence[str],
    *,
    limit: int,
    before: str | None = None,
    status: str | None = None,
    referral_id: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Sequence[Appointment]:
    """Those with an id below `before` that start in [since, until); None asks for nothing."""
    query = select(Appointment).where(Appointment.practice_id.in_(practice_ids))
    if status is not None:
        query = query.where(Appointment.status == status)
    if referral_id is not None:
        query = query.where(Appointment.referral_id == referral_id)
    if since is not None:
        query = query.where(Appointment.starts_at >= since)
    if until is not None:
        query = query.where(Appointment.starts_at < until)
    if before is not None:
        query = query.where(Appointment.id < before)
    return (await uow.session.scalars(query.order_by(Appointment.id.desc()).limit(limit))).all()


async def diary(
    uow: UnitOfWork, practice_ids: Sequence[str], since: datetime, until: datetime
) -> list[tuple[Appointment, Patient | None]]:
    """What was not cancelled and starts in [since, until), in order, with whom it is for."""
    return await _with_people(uow, practice_ids, since, until, Appointment.status != "cancelled")


async def unmarked_appointments(
    uow: UnitOfWork, practice_ids: Sequence[str], since: datetime, until: datetime
) -> list[tuple[Appointment, Patient | None]]:
    """What began in [since, until) and nobody has said of what became of it, in order."""
    is_live = Appointment.status.in_(LIVE_STATUSES)
    return await _with_people(uow, practice_ids, since, until, is_live)


async def _with_people(
    uow: UnitOfWork,
    practice_ids: Sequence[str],
    since: datetime,
    until: datetime,
    which: ColumnElement[bool],
) -> list[tuple[Appointment, Patient | None]]:
    query = (
        select(Appointment, Patient)
        .outerjoin(Patient, Patient.id == Appointment.patient_id)
        .where(
            Appointment.practice_id.in_(practice_ids),
            Appointment.starts_at >= since,
            Appointment.starts_at < until,
            which,
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    return [(visit, patient) for visit, patient in await uow.session.execute(query)]


async def coming_appointments(
    uow: UnitOfWork, practice_id: str, after: datetime
) -> list[tuple[Appointment, Patient]]:
    """The live appointments of known people that start after `after`."""
    query = (
        select(Appointment, Patient)
        .join(Patient, Patient.id == Appointment.patient_id)
        .where(
            Appointment.practice_id == practice_id,
            Appointment.starts_at > after,
            Appointment.status.in_(("booked", "confirmed")),
        )
        .order_by(Appointment.starts_at)
    )
    return [(visit, patient) for visit, patient in await uow.session.execute(query)]


async def list_check_ins(
    uow: UnitOfWork,
    practice_ids: Sequence[str],
    *,
    limit: int,
    before: str | None = None,
    status: str | None = None,
) -> Sequence[CheckIn]:
    """Those with an id below `before`; what is None asks for nothing."""
    query = select(CheckIn).where(CheckIn.practice_id.in_(practice_ids))
    if status is not None:
        query = query.where(CheckIn.status == status)
    if before is not None:
        query = query.where(CheckIn.id < before)
    return (await uow.session.scalars(query.order_by(CheckIn.id.desc()).limit(limit))).all()


async def list_messages(
    uow: UnitOfWork,
    practice_ids: Sequence[str],
    *,
    limit: int,
    before: str | None = None,
    statuses: Sequence[str] = (),
) -> list[tuple[Message, Patient, str | None]]:
    """Messages with their person and the id of the referral they belong to."""
    query = (
        select(Message, Patient, Referral.id)
        .join(Patient, Patient.id == Message.patient_id)
        .outerjoin(Referral, Referral.conversation_id == Message.conversation_id)
        .where(Message.practice_id.in_(practice_ids))
    )
    if statuses:
        query = query.where(Message.status.in_(statuses))
    if before is not None:
        query = query.where(Message.id < before)
    rows = await uow.session.execute(query.order_by(Message.id.desc()).limit(limit))
    return [(message, patient, referral_id) for message, patient, referral_id in rows]


async def count_appointments(
    uow: UnitOfWork, practice_id: str, since: datetime, until: datetime
) -> int:
    """How many start in [since, until) and were not cancelled or merely held."""
    query = (
        select(func.count())
        .select_from(Appointment)
        .where(
            Appointment.practice_id == practice_id,
            Appointment.starts_at >= since,
            Appointment.starts_at < until,
            Appointment.status.not_in(("held", "cancelled")),
        )
    )
    return await uow.session.scalar(query) or 0
