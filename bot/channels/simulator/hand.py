"""What the visitor does as the link worker, by the same actions as the staff app."""

from __future__ import annotations

from datetime import datetime

from actions.basis.errors import NotFound
from actions.basis.work import Work, staff_actor
from actions.casework.hand_back import hand_back
from actions.casework.take_over import take_over
from actions.texts.reply import reply
from storage.models import Practice
from storage.unit_of_work import UnitOfWork


async def act(
    uow: UnitOfWork, practice: Practice, referral_id: str, now: datetime, do: str, text: str
) -> None:
    """Do "take_over", "reply" or "hand_back"; raises ActionError with a sentence to show."""
    staff_id = await _someone(uow, practice, referral_id)
    work = Work(uow=uow, now=now, practice=practice, actor=staff_actor(staff_id))
    match do:
        case "take_over":
            await take_over(work, referral_id, staff_id, force=True)
        case "reply":
            await reply(work, referral_id, staff_id, text)
        case "hand_back":
            await hand_back(work, referral_id)
        case _:
            raise NotFound("There is no such button.")


async def _someone(uow: UnitOfWork, practice: Practice, referral_id: str) -> str:
    """Whoever has the referral already, or else the practice's first link worker."""
    referral = await uow.referrals.get(referral_id)
    if referral is not None and referral.assigned_to is not None:
        return referral.assigned_to
    link_workers = await uow.staff.of_practice(practice.id, "link_worker")
    if not link_workers:
        raise NotFound("This practice has no link worker yet.")
    return link_workers[0].id
