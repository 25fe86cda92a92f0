"""The inbox of everyone who may see people, and the views of it that they save."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from actions.basis.errors import NotAllowed
from actions.casework.look import SHOWN_FOR
from actions.casework.save_view import remove_view, save_view
from bot.staff.presenters.inbox import InboxData, present_inbox
from bot.staff.presenters.inbox_filters import (
    Chosen,
    chosen_practice_ids,
    for_the_queue,
    read_filters,
)
from bot.staff.views.first_steps import steps_of
from bot.staff.visit import Visit
from storage.views.dossiers import staff_of
from storage.views.inbox import inbox_counts, oldest_unseen_risk

PAGE = 30


async def show(visit: Visit) -> web.Response:
    if not visit.session.sees_people:
        return visit.back_to("/staff/reports")
    return await _render(visit, read_filters(visit.request.query, visit.session))


async def post_view(visit: Visit) -> web.Response:
    """Save the filters in the form under a name; the list with them is shown then."""
    chosen = read_filters(visit.form, visit.session).behind(None)
    name = visit.field("view_name")
    try:
        async with visit.desk.db.begin() as uow:
            await save_view(uow, visit.session.staff_id, name, chosen.filters, visit.now)
    except NotAllowed as error:
        problem = {"view_error": str(error), "view_name": name}
        return await _render(visit, chosen, status=422, more=problem)
    return visit.back_to(chosen.address, "view_saved")


async def post_remove_view(visit: Visit) -> web.Response:
    async with visit.desk.db.begin() as uow:
        await remove_view(uow, visit.session.staff_id, visit.request.match_info["view"])
    return visit.back_to("/staff/", "view_removed")


async def _render(
    visit: Visit, chosen: Chosen, *, status: int = 200, more: Mapping[str, Any] | None = None
) -> web.Response:
    data = await _read(visit, chosen)
    view = present_inbox(data, chosen=chosen, session=visit.session, now=visit.now)
    context = {"here": "/staff/", "inbox": view, "view_error": "", "view_name": ""}
    context["first_steps"] = await steps_of(visit)
    return visit.page("staff/inbox.html", {**context, **(more or {})}, status=status)


async def _read(visit: Visit, chosen: Chosen) -> InboxData:
    ids, now, session = visit.session.practice_ids, visit.now, visit.session
    async with visit.reading() as uow:
        page = await uow.referrals.inbox(
            chosen_practice_ids(chosen, session),
            now,
            limit=PAGE,
            after=chosen.after,
            **for_the_queue(chosen, session),
        )
        threads = [one.conversation.id for one in page.rows]
        views = await uow.saved_views.of(session.staff_id)
        return InboxData(
            page=page,
            staff=await staff_of(uow, ids),
            risk=await oldest_unseen_risk(uow, ids),
            counts=await inbox_counts(uow, ids, session.staff_id, now),
            saved=[(one, read_filters(one.filters, session)) for one in views],
            presence=await uow.presence.since(threads, now - SHOWN_FOR),
        )
