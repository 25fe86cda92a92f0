"""Who of a practice still works there and sees people: nobody is offered a time with others."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists

from storage.models import Availability, DayHours, Staff, StaffPractice


def sees_people(hours: type[Availability] | type[DayHours]) -> ColumnElement[bool]:
    """Of a row of hours: its link worker has an open account, here, and is no lead."""
    return exists().where(
        Staff.id == hours.link_worker_id,
        Staff.is_active.is_(True),
        Staff.role != "programme_lead",
        StaffPractice.staff_id == Staff.id,
        StaffPractice.practice_id == hours.practice_id,
    )
