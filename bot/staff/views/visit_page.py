"""The page of one visit: move it, cancel it, say what became of it, look in after a missed one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from aiohttp import web

from actions.basis.as_shown import require_as_shown
from actions.basis.audit import record
from actions.basis.errors import ActionError, NotFound
from actions.basis.work import Work
from actions.booking.move import move
from actions.booking.open_diary import HORIZON, open_for_staff
from actions.booking.record_welfare import DEEDS, record_welfare
from bot.staff.presenters.free_days import FreeDays, free_days
from bot.staff.presenters.visit_page import present_visit
from bot.staff.views.calendar_desk import AREA, chosen_time, field_of, link_workers
from bot.staff.visit import Visit
from storage.models import Appointment

MOST_TIMES = 240


async def show(visit: Visit) -> web.Response:
    return await _render(visit, chosen=visit.request.query.get("to", ""))


async def post_move(visit: Visit) -> web.Response:
    chosen = chosen_time(visit.field("time"))
    if chosen is None:
        return await _render(visit, problem="Choose a time.", field="time")
    mode, room = visit.field("mode"), visit.field("room")
    return await _do(
        visit,
        lambda work, id: move(
            work,
            id,
            chosen[0],
            chosen[1],
            mode or None,  # type: ignore[arg-type]  # move refuses what is not offered
            room_id=room or None,
        ),
        "moved",
        is_as_shown=True,
    )


async def post_welfare(visit: Visit) -> web.Response:
    deed, words = visit.field("deed"), visit.field("words")
    return await _do(
        visit,
        lambda work, id: record_welfare(work, id, visit.session.staff_id, deed, words),
        "welfare_saved",
    )


async def _do(
    visit: Visit,
    deed: Callable[[Work, str], Awaitable[object]],
    message: str,
    *,
    is_as_shown: bool = False,
) -> web.Response:
    found = await _find(visit)
    try:
        async with visit.working(found.practice_id) as work:
            if is_as_shown:
                await require_as_shown(work, found.id, visit.field("as_shown"))
            await deed(work, found.id)
    except NotFound:
        raise
    except ActionError as error:
        chosen, field = visit.field("time"), field_of(error)
        return await _render(visit, problem=str(error), field=field, chosen=chosen)
    await visit.tell_of(found.referral_id)
    return visit.back_to(f"/staff/appointments/{found.id}", message)


async def _find(visit: Visit) -> Appointment:
    async with visit.reading() as uow:
        found = await uow.appointments.get(visit.request.match_info["appointment"])
    if found is None or found.practice_id not in visit.session.practice_ids:
        raise NotFound("There is no such appointment.")
    return found


async def _render(
    visit: Visit, *, problem: str = "", field: str = "", chosen: str = ""
) -> web.Response:
    """The page; `field` is the one that `problem` is of, if any."""
    found = await _find(visit)
    async with visit.working(found.practice_id) as work:
        shown = await present_visit(work, found)
        record(work, "read", found.id, subject_type="appointment")
        context: dict[str, Any] = {
            "times": await _times(work, found) if shown.is_live else [],
            "rooms": [
                (one.id, one.name)
                for one in await work.uow.rooms.of_practice(work.practice.id)
                if one.is_active
            ],
            "modes": work.practice.settings.modes,
            "timezone": work.practice.timezone,
        }
    given = chosen_time(chosen)
    return visit.page(
        "staff/visit.html",
        {
            "here": AREA,
            "practice": visit.session.practice(found.practice_id),
            "visit": shown,
            "problem": problem,
            "problem_at": field,
            "chosen": f"{given[0].isoformat()};{given[1]}" if given else "",
            "deeds": list(DEEDS.items()),
            "typed": visit.form,
            **context,
        },
        status=422 if problem else 200,
    )


async def _times(work: Work, visit: Appointment) -> FreeDays:
    names = {one.id: one.name for one in await link_workers(work.uow, work.practice.id)}
    diary = await open_for_staff(work, work.now + timedelta(minutes=5), work.now + HORIZON)
    free = [one for day in diary.days() for one in day]
    whose = visit.link_worker_id
    return free_days(
        free, lambda id: names.get(id, ""), work.timezone, most=MOST_TIMES, first=whose
    )
