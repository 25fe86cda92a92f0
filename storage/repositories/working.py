"""Who of a practice still works there and sees people: nobody is offered a time with others."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, or_
from sqlalchemy.orm import aliased

from storage.models import Availability, DayHours, Staff, StaffPractice


def sees_people(hours: type[Availability] | type[DayHours]) -> ColumnElement[bool]:
    """Of a row of hours: its link worker has an open account, here, and keeps visits.

    That is a link worker; where the practice has none yet, anybody but a lead. The same as
    `who_keeps_visits` of actions/, for a time with another would be refused when it is taken.
    """
    colleague, works_here = aliased(Staff), aliased(StaffPractice)
    has_link_workers = exists().where(
        colleague.is_active.is_(True),
        colleague.role == "link_worker",
        works_here.staff_id == colleague.id,
        works_here.practice_id == StaffPractice.practice_id,
    )
    return exists().where(
        Staff.id == hours.link_worker_id,
        Staff.is_active.is_(True),
        Staff.role != "programme_lead",
        or_(Staff.role == "link_worker", ~has_link_workers),
        StaffPractice.staff_id == Staff.id,
        StaffPractice.practice_id == hours.practice_id,
    )
