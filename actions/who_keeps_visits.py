"""Who of a practice may have appointments: its link workers, as on the calendar, which shows no
others: a visit booked with somebody else would be one that nobody sees coming."""

from __future__ import annotations

from collections.abc import Iterable

from actions.errors import NotAllowed
from actions.work import Work
from storage.models import Staff
from storage.models.staff import WHO_SEES_PEOPLE


def who_keeps_visits(staff: Iterable[Staff]) -> list[Staff]:
    """The link workers of `staff` who still work there; where there are none yet, everybody who
    sees people."""
    active = [one for one in staff if one.is_active and one.role in WHO_SEES_PEOPLE]
    return [one for one in active if one.role == "link_worker"] or active


async def keeps_visits(work: Work, staff_id: str) -> bool:
    """Whether somebody may have appointments at this practice."""
    team = who_keeps_visits(await work.uow.staff.of_practice(work.practice.id))
    return staff_id in {one.id for one in team}


async def require_keeps_visits(work: Work, staff_id: str) -> None:
    """Raises NotAllowed for who may not have appointments at this practice."""
    if not await keeps_visits(work, staff_id):
        raise NotAllowed("They keep no appointments at this practice. Choose another time.")
