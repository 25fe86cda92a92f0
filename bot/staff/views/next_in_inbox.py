"""From one conversation to the next that is theirs to see to, without the way back by the list."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from bot.staff.session import Session
from bot.staff.visit import Visit
from storage.models import Referral
from storage.repositories.inbox import InboxRow
from storage.repositories.inbox_filter import Place
from storage.repositories.inbox_queue import RISK, tier_of
from storage.unit_of_work import UnitOfWork

_PAGE: Final = 30
_MOST_PAGES: Final = 10


async def show(visit: Visit) -> web.Response:
    """To whoever stands behind the person of the path in the order of the inbox: the next who is
    with them or with nobody. Danger that nobody has seen comes before, whosever it is."""
    async with visit.reading() as uow:
        referral = await uow.referrals.get(visit.referral_id)
        if referral is None or referral.practice_id not in visit.session.practice_ids:
            raise web.HTTPNotFound
        found = await _unseen(uow, visit, referral) or await _behind(uow, visit, referral)
    if found is None:
        return visit.back_to("/staff/", "inbox_gone_through")
    return visit.back_to(f"/staff/referrals/{found}")


async def _unseen(uow: UnitOfWork, visit: Visit, referral: Referral) -> str | None:
    first = await uow.referrals.places(visit.session.practice_ids, visit.now, limit=2)
    return next((one.id for one in first if one.tier == RISK and one.id != referral.id), None)


async def _behind(uow: UnitOfWork, visit: Visit, referral: Referral) -> str | None:
    place: Place | None = _place_of(referral)
    for _ in range(_MOST_PAGES):
        page = await uow.referrals.inbox(
            visit.session.practice_ids, visit.now, limit=_PAGE, after=place
        )
        for row in page.rows:
            if row.referral.id != referral.id and _is_theirs(row, visit.session):
                return row.referral.id
        place = page.next
        if place is None:
            break
    return None


def _place_of(referral: Referral) -> Place:
    """Where it stands, or stood before it was closed or put off."""
    return Place(
        tier=tier_of(referral),
        since=referral.waiting_since or referral.created_at,
        id=referral.id,
    )


def _is_theirs(row: InboxRow, session: Session) -> bool:
    """Not a colleague's: who has it sees to it."""
    nobodys_or_mine = (None, session.staff_id)
    owner = row.conversation.owner_id
    return owner == session.staff_id or (
        owner is None and row.referral.assigned_to in nobodys_or_mine
    )
