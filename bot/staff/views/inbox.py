"""The inbox of everyone who may see people."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from bot.staff.presenters.inbox import NEEDS, Chosen, present_inbox
from bot.staff.views.first_steps import steps_of
from bot.staff.visit import Visit
from storage.models.referral import ReferralStatus
from storage.views.dossiers import staff_of
from storage.views.inbox import inbox_counts, oldest_unseen_risk

PAGE = 50
_STATUSES: Mapping[str, ReferralStatus] = {
    "waiting": "waiting",
    "open": "open",
    "collecting": "collecting",
    "closed": "closed",
}


async def show(visit: Visit) -> web.Response:
    if visit.session.role == "programme_lead":
        return visit.back_to("/staff/reports")
    chosen = _chosen(visit)
    ids = visit.session.practice_ids
    async with visit.reading() as uow:
        found = await uow.referrals.inbox(
            _practice_ids(visit, chosen),
            visit.now,
            need=chosen.need or None,
            mine=visit.session.staff_id if chosen.whose == "mine" else None,
            status=_STATUSES.get(chosen.status),
            limit=PAGE,
            offset=(chosen.page - 1) * PAGE,
        )
        staff = await staff_of(uow, ids)
        counts = await inbox_counts(uow, ids)
        risk = await oldest_unseen_risk(uow, ids)
    view = present_inbox(
        found.rows,
        staff=staff,
        has_more=found.total > chosen.page * PAGE,
        risk=risk,
        counts=counts,
        chosen=chosen,
        session=visit.session,
        now=visit.now,
    )
    steps = await steps_of(visit)
    return visit.page("staff/inbox.html", {"here": "/staff/", "inbox": view, "first_steps": steps})


def _chosen(visit: Visit) -> Chosen:
    """The filters of the address; what is not a filter we know is none."""
    query = visit.request.query
    need, status, whose = query.get("need", ""), query.get("status", ""), query.get("whose", "")
    codes = {one.code for one in visit.session.practices}
    practice = query.get("practice", "")
    page = query.get("page", "1")
    return Chosen(
        need=need if need in NEEDS else "",
        status=status if status in _STATUSES else "",
        whose="mine" if whose == "mine" else "",
        practice=practice if practice in codes else "",
        page=max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1,
    )


def _practice_ids(visit: Visit, chosen: Chosen) -> list[str]:
    mine = visit.session.practices
    return [one.id for one in mine if chosen.practice in ("", one.code)]
