"""Appointments by how they were to be held and what became of them, and chats held per person."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from storage.models import Appointment
from storage.unit_of_work import UnitOfWork
from storage.views.reports.scope import Parts, Scope, parts_of, to_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """`by_mode` has parts by status for each mode; `sessions` counts people by chats held."""

    by_mode: dict[str, Parts]
    sessions: Parts


async def attendance(uow: UnitOfWork, scope: Scope) -> Attendance:
    """Appointments that began in the time; times that were only held for somebody are left out."""
    mine = scope.holds(Appointment.practice_id, Appointment.starts_at)
    found = (
        await uow.session.execute(
            select(Appointment.mode, Appointment.status, Appointment.practice_id, func.count())
            .where(*mine, Appointment.status != "held")
            .group_by(Appointment.mode, Appointment.status, Appointment.practice_id)
        )
    ).all()
    held = (
        select(Appointment.practice_id, func.count().label("sessions"))
        .where(*mine, Appointment.status == "attended", Appointment.patient_id.is_not(None))
        .group_by(Appointment.practice_id, Appointment.patient_id)
        .subquery()
    )
    modes = {row[0] for row in found}
    return Attendance(
        by_mode={
            mode: to_parts((row[1], row[2], row[3]) for row in found if row[0] == mode)
            for mode in modes
        },
        sessions=await parts_of(
            uow,
            select(held.c.sessions, held.c.practice_id, func.count()).group_by(
                held.c.sessions, held.c.practice_id
            ),
        ),
    )
