"""Who of a practice may have appointments: those on its calendar, which shows no others. A visit
booked with somebody else would be one that nobody sees coming."""

from __future__ import annotations

from collections.abc import Sequence

from actions.basis.errors import NotAllowed
from actions.basis.work import Work
from storage.models import Referral, Staff


async def who_keeps_visits(work: Work) -> Sequence[Staff]:
    """The practice's link workers, by name; where it has none yet, everybody who sees people."""
    return await work.uow.staff.who_keep_visits(work.practice.id)


async def keeps_visits(work: Work, staff_id: str) -> bool:
    """Whether somebody may have appointments at this practice."""
    return staff_id in {one.id for one in await who_keeps_visits(work)}


async def whose_times(work: Work, referral: Referral) -> str | None:
    """With whom this person is offered times: the one who has their referral, or None for the whole
    team, where nobody has it or who has it keeps no visits. A manager who answered one text must
    not leave somebody without a time."""
    whose = referral.assigned_to
    return whose if whose is not None and await keeps_visits(work, whose) else None


async def require_keeps_visits(work: Work, staff_id: str) -> None:
    """Raises NotAllowed for who may not have appointments at this practice."""
    if not await keeps_visits(work, staff_id):
        raise NotAllowed("They keep no appointments at this practice. Choose another time.")
