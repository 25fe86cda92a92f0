"""How far a practice has come before its first real patient, read from what is really there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select

from storage.models import (
    Audit,
    Availability,
    Message,
    Patient,
    Practice,
    Service,
    Staff,
    StaffPractice,
)
from storage.unit_of_work import UnitOfWork

REMINDERS_DECIDED = ("set_reminders", "reminders_decided")


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSteps:
    has_number: bool
    has_link_worker: bool
    has_hours: bool
    has_reminders_decided: bool
    has_services: bool
    has_test_text: bool


async def first_steps(uow: UnitOfWork, practice: Practice) -> FirstSteps:
    """One statement, whatever has been done."""
    works_here = exists().where(
        StaffPractice.practice_id == practice.id,
        Staff.id == StaffPractice.staff_id,
        Staff.is_active,
        Staff.role == "link_worker",
    )
    found = (
        await uow.session.execute(
            select(
                works_here,
                exists().where(Availability.practice_id == practice.id),
                exists().where(
                    Audit.practice_id == practice.id, Audit.action.in_(REMINDERS_DECIDED)
                ),
                exists().where(~Service.is_hidden, _offered_by(practice)),
                exists().where(
                    Message.practice_id == practice.id,
                    Message.direction == "in",
                    Patient.id == Message.patient_id,
                    Patient.channel == "simulator",
                ),
            )
        )
    ).one()
    return FirstSteps(
        has_number=bool(practice.phone),
        has_link_worker=bool(found[0]),
        has_hours=bool(found[1]),
        has_reminders_decided=bool(found[2]),
        has_services=bool(found[3]),
        has_test_text=bool(found[4]),
    )


def _offered_by(practice: Practice) -> ColumnElement[bool]:
    return or_(Service.practice_id.is_(None), Service.practice_id == practice.id)
