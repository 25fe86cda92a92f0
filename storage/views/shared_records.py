"""What another system may read of some practices: patients, referrals and appointments, filtered.

Each filter is a set of values of which any will do, None where it was not asked for; spans are
pairs [since, until) of which all must hold, either end None where it is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from storage.models import Appointment, Patient, Referral
from storage.repositories.referral_details import with_details
from storage.unit_of_work import UnitOfWork
from storage.views.dossiers import Dossier, staff_of

AnyOf: TypeAlias = Sequence[str] | None
Spans: TypeAlias = Sequence[tuple[datetime | None, datetime | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rows of one practice, newest first; `before` is the id where paging goes on."""

    practice_id: str
    limit: int
    before: str | None = None
    ids: AnyOf = None
    statuses: AnyOf = None
    patients: AnyOf = None
    referrals: AnyOf = None
    workers: AnyOf = None
    at: Spans = ()
    updated: Spans = ()


async def shared_patients(uow: UnitOfWork, wanted: Wanted) -> tuple[list[Patient], int]:
    """People who have been referred, and how many fit in all: a number on duty is no patient."""
    referred = select(Referral.patient_id).where(Referral.practice_id == wanted.practice_id)
    where = [
        Patient.practice_id == wanted.practice_id,
        Patient.id.in_(referred),
        *_among(Patient.id, wanted.ids),
    ]
    return await _page(uow, Patient, where, wanted)


async def shared_referrals(uow: UnitOfWork, wanted: Wanted) -> tuple[list[Dossier], int]:
    """Referrals, `at` when they were begun, and how many fit in all."""
    where = [
        Referral.practice_id == wanted.practice_id,
        *_among(Referral.id, wanted.ids),
        *_among(Referral.status, wanted.statuses),
        *_among(Referral.patient_id, wanted.patients),
        *_within(Referral.created_at, wanted.at),
        *_within(Referral.updated_at, wanted.updated),
    ]
    found, total = await _page(uow, Referral, where, wanted)
    details = await with_details(uow.session, [one.id for one in found])
    staff = await staff_of(uow, [wanted.practice_id])
    return [Dossier(details=one, staff=staff) for one in details], total


async def shared_appointments(uow: UnitOfWork, wanted: Wanted) -> tuple[list[Appointment], int]:
    """Appointments, `at` when they start, and how many fit in all."""
    where = [
        Appointment.practice_id == wanted.practice_id,
        *_among(Appointment.id, wanted.ids),
        *_among(Appointment.status, wanted.statuses),
        *_among(Appointment.patient_id, wanted.patients),
        *_among(Appointment.referral_id, wanted.referrals),
        *_among(Appointment.link_worker_id, wanted.workers),
        *_within(Appointment.starts_at, wanted.at),
        *_within(Appointment.updated_at, wanted.updated),
    ]
    return await _page(uow, Appointment, where, wanted)


async def _page(
    uow: UnitOfWork, model: Any, where: Sequence[ColumnElement[bool]], wanted: Wanted
) -> tuple[list[Any], int]:
    total = await uow.session.scalar(select(func.count()).select_from(model).where(*where)) or 0
    query = select(model).where(*where)
    if wanted.before is not None:
        query = query.where(model.id < wanted.before)
    rows = await uow.session.scalars(query.order_by(model.id.desc()).limit(wanted.limit))
    return list(rows), total


def _among(column: InstrumentedAttribute[Any], values: AnyOf) -> list[ColumnElement[bool]]:
    return [] if values is None else [column.in_(values)]


def _within(column: InstrumentedAttribute[datetime], spans: Spans) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for since, until in spans:
        if since is not None:
            found.append(column >= since)
        if until is not None:
            found.append(column < until)
    return found
