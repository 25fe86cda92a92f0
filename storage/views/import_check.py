"""What is known already of appointments that are to be imported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from storage.models import Appointment, OptOut, Patient
from storage.private import PersonName
from storage.unit_of_work import UnitOfWork

_AT_ONCE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    link_worker_id: str
    starts_at: datetime
    ends_at: datetime
    patient_id: str | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody of the practice; `is_out`: they said STOP, and not START since; `is_unreachable`:
    no text arrives; `is_held`: a person must release their texts first."""

    patient_id: str
    name: PersonName | None
    is_out: bool
    is_unreachable: bool
    is_frozen: bool
    is_held: bool


async def booked(
    uow: UnitOfWork, link_worker_ids: Sequence[str], since: datetime, until: datetime
) -> list[Booked]:
    """Every appointment of these that starts in [since, until), cancelled ones too."""
    rows = await uow.session.execute(
        select(
            Appointment.link_worker_id,
            Appointment.starts_at,
            Appointment.ends_at,
            Appointment.patient_id,
            Appointment.status,
        ).where(
            Appointment.link_worker_id.in_(link_worker_ids),
            Appointment.starts_at >= since,
            Appointment.starts_at < until,
        )
    )
    return [
        Booked(link_worker_id=worker, starts_at=start, ends_at=end, patient_id=who, status=status)
        for worker, start, end, who, status in rows
    ]


async def known_numbers(
    uow: UnitOfWork, practice_id: str, numbers: Sequence[str]
) -> dict[str, Known]:
    """Who of the practice is at each of these numbers; a new number is left out."""
    number_of = {
        print: str(number) for number in numbers for print in uow.keyring.fingerprints(number)
    }
    is_out = exists().where(OptOut.patient_id == Patient.id, OptOut.ended_at.is_(None))
    found: dict[str, Known] = {}
    prints = sorted(number_of)
    for start in range(0, len(prints), _AT_ONCE):
        rows = await uow.session.execute(
            select(Patient.contact_fingerprint, Patient, is_out).where(
                Patient.practice_id == practice_id,
                Patient.contact_fingerprint.in_(prints[start : start + _AT_ONCE]),
            )
        )
        for print, patient, out in rows:
            found[number_of[print]] = Known(
                patient_id=patient.id,
                name=patient.name,
                is_out=bool(out),
                is_unreachable=patient.unreachable_reason is not None,
                is_frozen=patient.frozen_at is not None,
                is_held=patient.scheduled_texts_held,
            )
    return found
