"""The page of one conversation. Opening it is a reading: it is audited, and risk is then seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from actions.audit import record
from actions.mark_seen import mark_seen
from actions.offers import free_times
from actions.work import Work
from bot.staff.presenters.case import present_case
from bot.staff.visit import Visit
from storage.views.casebook import Casebook, find_casebook

REFRESH_HEADER = "X-Blether-Refresh"


async def show(visit: Visit) -> web.Response:
    return await render(visit)


async def render(
    visit: Visit, *, status: int = 200, more: Mapping[str, Any] | None = None
) -> web.Response:
    """The conversation page; `more` adds a problem, a draft or a segment count to it."""
    async with visit.working(await practice_of(visit)) as work:
        book = await _book(work, visit)
        details = book.dossier.details
        is_new = details.conversation.unread or any(not one.seen_at for one in details.risk_flags)
        # A page that refreshes itself proves nothing: whoever opened it may be at lunch.
        if is_new and REFRESH_HEADER not in visit.request.headers:
            await mark_seen(work, visit.referral_id, visit.session.staff_id)
            await work.uow.flush()
            book = await _book(work, visit)
        record(work, "read", visit.referral_id)
        details = book.dossier.details
        free = await free_times(
            work,
            now=work.now_for(details.patient),
            link_worker_id=details.referral.assigned_to or details.conversation.owner_id,
        )
        case = present_case(
            book, session=visit.session, practice=work.practice, free=free, now=visit.now
        )
        waiting = await work.uow.waiting_places.of_referral(visit.referral_id)
    extra = {
        "waiting": waiting,
        "problem": "",
        "problem_detail": "",
        "draft": "",
        "preview": None,
        **(more or {}),
    }
    shown = {"here": "", "case": case, "waiting": waiting, **extra}
    return visit.page("staff/conversation.html", shown, status=status)


async def _book(work: Work, visit: Visit) -> Casebook:
    book = await find_casebook(work.uow, [work.practice.id], visit.referral_id)
    if book is None:
        raise web.HTTPNotFound
    return book


async def practice_of(visit: Visit) -> str:
    """The practice of the referral in the path; HTTPNotFound if it is none of this person's."""
    async with visit.reading() as uow:
        referral = await uow.referrals.get(visit.referral_id)
    if referral is None or referral.practice_id not in visit.session.practice_ids:
        raise web.HTTPNotFound
    return referral.practice_id
