"""The rooms of a practice, kept by who manages it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from actions.basis.errors import ActionError, NotFound
from actions.basis.work import Work
from actions.booking.keep_rooms import add_room, change_room
from bot.staff.views.calendar_desk import AREA, practice_of
from bot.staff.visit import Visit


async def show(visit: Visit) -> web.Response:
    return await _render(visit)


async def post_new(visit: Visit) -> web.Response:
    return await _do(visit, practice_of(visit).id, lambda work: add_room(work, visit.field("name")))


async def post_room(visit: Visit) -> web.Response:
    room_id = visit.request.match_info["room"]
    async with visit.reading() as uow:
        room = await uow.rooms.get(room_id)
    if room is None or room.practice_id not in visit.session.practice_ids:
        raise NotFound("There is no such room.")
    is_active = visit.field("is_active") == "yes"
    return await _do(
        visit,
        room.practice_id,
        lambda work: change_room(work, room_id, visit.field("name"), is_active=is_active),
        at=room_id,
    )


async def _do(
    visit: Visit, practice_id: str, deed: Callable[[Work], Awaitable[object]], *, at: str = ""
) -> web.Response:
    try:
        async with visit.working(practice_id) as work:
            await deed(work)
    except NotFound:
        raise
    except ActionError as error:
        return await _render(visit, problem=str(error), at=at)
    code = visit.session.practice(practice_id).code
    return visit.back_to(f"/staff/calendar/rooms?practice={code}", "room_saved")


async def _render(visit: Visit, *, problem: str = "", at: str = "") -> web.Response:
    practice = practice_of(visit)
    async with visit.reading() as uow:
        rooms = await uow.rooms.of_practice(practice.id)
    return visit.page(
        "staff/rooms.html",
        {
            "here": AREA,
            "practice": practice,
            "rooms": rooms,
            "problem": problem,
            "at": at,
            "typed": visit.field("name"),
        },
        status=422 if problem else 200,
    )
