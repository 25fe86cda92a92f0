"""Who of a practice may have appointments: its link workers, or where there are none yet,
everybody who sees people. Nobody is offered a time with others, nor booked with them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from storage.models import Availability, DayHours, Staff, StaffPractice
from storage.models.staff import WHO_SEES_PEOPLE


def keeps_visits() -> ColumnElement[bool]:
    """Of a row of staff beside one of theirs at a practice: their account is open, and they keep
    visits there."""
    colleague, works_here = aliased(Staff), aliased(StaffPractice)
    has_link_workers = exists().where(
        colleague.is_active.is_(True),
        colleague.role == "link_worker",
        works_here.staff_id == colleague.id,
        works_here.practice_id == StaffPractice.practice_id,
    )
    return and_(
        StaffPractice.staff_id == Staff.id,
        Staff.is_active.is_(True),
        or_(*[Staff.role == role for role in sorted(WHO_SEES_PEOPLE)]),
        or_(Staff.role == "link_worker", ~has_link_workers),
    )


def sees_people(hours: type[Availability] | type[DayHours]) -> ColumnElement[bool]:
    """Of a row of hours: whose they are keeps visits there. A time with another would be refused
    when it is taken."""
    return exists().where(
        Staff.id == hours.link_worker_id,
        StaffPractice.practice_id == hours.practice_id,
        keeps_visits(),
    )
