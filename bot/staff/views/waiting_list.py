"""Who waits for a time to come free, in order; joining and leaving from the conversation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from actions.basis.audit import record
from actions.basis.errors import ActionError, NotFound
from actions.basis.work import Work
from actions.waiting_list.join_waiting_list import join_waiting_list
from actions.waiting_list.leave_waiting_list import leave_waiting_list
from bot.staff.presenters.waiting import joined_words, present_waiting
from bot.staff.views.calendar_desk import AREA, practice_of
from bot.staff.views.conversation import practice_of as practice_of_referral
from bot.staff.views.conversation import render
from bot.staff.views.doing import back_to_page
from bot.staff.visit import Visit


async def show(visit: Visit) -> web.Response:
    practice = practice_of(visit)
    async with visit.working(practice.id) as work:
        waiting = await present_waiting(work, visit.session.staff_id)
        record(work, "read_waiting_list", practice.id, subject_type="practice")
        hold_minutes = work.practice.settings.offer_hold_minutes
    return visit.page(
        "staff/waiting_list.html",
        {
            "here": AREA,
            "practice": practice,
            "waiting": waiting,
            "hold_minutes": hold_minutes,
            "timezone": practice.timezone,
        },
    )


async def post_join(visit: Visit) -> web.Response:
    """Onto the list, or other ways of meeting for who is on it."""
    modes = [name.removeprefix("mode-") for name in visit.form if name.startswith("mode-")]
    said = ""

    async def join(work: Work) -> None:
        nonlocal said
        place = await join_waiting_list(work, visit.referral_id, modes)
        said = await joined_words(work, place, visit.session.staff_id)

    return await _do(visit, join, lambda: said)


async def post_leave(visit: Visit) -> web.Response:
    return await _do(
        visit, lambda work: leave_waiting_list(work, visit.referral_id), lambda: "left_waiting"
    )


async def _do(
    visit: Visit, deed: Callable[[Work], Awaitable[object]], message: Callable[[], str]
) -> web.Response:
    try:
        async with visit.working(await practice_of_referral(visit)) as work:
            await deed(work)
    except NotFound:
        raise
    except ActionError as error:
        more = {"problem": error.code, "problem_detail": str(error)}
        return await render(visit, status=409, more=more)
    await visit.tell_of(visit.referral_id)
    if visit.field("back") == "list":
        return visit.back_to("/staff/calendar/waiting", message())
    return await back_to_page(visit, message())
