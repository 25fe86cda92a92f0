"""The inbox of everyone who may see people."""

from __future__ import annotations

from aiohttp import web

from bot.staff.presenters.inbox import NEEDS, Chosen, present_inbox
from bot.staff.visit import Visit
from storage.views.inbox import NOBODY, InboxFilter, inbox, inbox_counts, oldest_unseen_risk

PAGE = 50
_STATUSES = frozenset({"waiting", "open", "collecting", "closed"})


async def show(visit: Visit) -> web.Response:
    if visit.session.role == "programme_lead":
        return visit.back_to("/staff/figures")
    chosen = _chosen(visit)
    ids = visit.session.practice_ids
    async with visit.reading() as uow:
        rows = await inbox(
            uow, _filter(visit, chosen), limit=PAGE + 1, skip=(chosen.page - 1) * PAGE
        )
        counts = await inbox_counts(uow, ids)
        risk = await oldest_unseen_risk(uow, ids)
    view = present_inbox(
        rows[:PAGE],
        has_more=len(rows) > PAGE,
        risk=risk,
        counts=counts,
        chosen=chosen,
        session=visit.session,
        now=visit.now,
    )
    return visit.page("staff/inbox.html", {"here": "/staff/", "inbox": view})


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
        whose=whose if whose in {"mine", "nobody"} else "",
        practice=practice if practice in codes else "",
        page=max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1,
    )


def _filter(visit: Visit, chosen: Chosen) -> InboxFilter:
    owner = {"mine": visit.session.staff_id, "nobody": NOBODY}.get(chosen.whose)
    mine = visit.session.practices
    ids = [one.id for one in mine if chosen.practice in ("", one.code)]
    return InboxFilter(
        practice_ids=tuple(ids),
        now=visit.now,
        status=chosen.status or None,
        need=chosen.need or None,
        owner=owner,
    )
