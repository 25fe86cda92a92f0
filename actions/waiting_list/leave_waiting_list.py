"""Take somebody off the waiting list; what was being offered to them goes to the next."""

from __future__ import annotations

from typing import Literal

from actions.basis.audit import record
from actions.basis.case_file import case_file
from actions.basis.work import Work
from actions.waiting_list.offer_freed_time import pass_on
from storage.models import Referral


async def leave_waiting_list(work: Work, referral_id: str) -> None:
    """Staff take them off; raises NotFound. Whoever is not on the list stays off it."""
    _, _, referral = await case_file(work, referral_id)
    await leave_list(work, referral, "left")


async def leave_list(work: Work, referral: Referral, why: Literal["booked", "left"]) -> None:
    """The same with the row at hand: they have a time now, or want none."""
    place = await work.uow.waiting_places.lock_of_referral(referral.id)
    if place is None:
        return
    if place.status == "offered":
        await pass_on(work, place)
    place.status = why
    place.version += 1
    record(work, "left_waiting_list", referral.id, detail={"why": why})
