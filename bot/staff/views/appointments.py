"""The diary: what is booked from today on by day, and what is past and not yet marked."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from aiohttp import web

from actions.as_shown import require_as_shown
from actions.errors import ActionError, NotFound
from actions.set_status import set_status
from bot.staff.presenters.diary import present_diary
from bot.staff.visit import Visit
from storage.views.dossiers import staff_of
from storage.views.listings import diary

DAYS_BEFORE = 7
DAYS_AHEAD = 14


async def show(visit: Visit) -> web.Response:
    zone = ZoneInfo(visit.session.practices[0].timezone if visit.session.practices else "UTC")
    today = datetime.combine(visit.now.astimezone(zone).date(), time(), zone)
    async with visit.reading() as uow:
        rows = await diary(
            uow,
            visit.session.practice_ids,
            today - timedelta(days=DAYS_BEFORE),
            today + timedelta(days=DAYS_AHEAD),
        )
        staff = await staff_of(uow, visit.session.practice_ids)
    view = present_diary(rows, staff=staff, zone=zone, now=visit.now, today=today)
    return visit.page("staff/appointments.html", {"here": "/staff/calendar", "diary": view})


async def post_status(visit: Visit) -> web.Response:
    """Mark one appointment from the diary."""
    appointment_id = visit.request.match_info["appointment"]
    async with visit.reading() as uow:
        found = await uow.appointments.get(appointment_id)
    if found is None or found.practice_id not in visit.session.practice_ids:
        raise NotFound("There is no such appointment.")
    status = visit.field("status")
    try:
        async with visit.working(found.practice_id) as work:
            await require_as_shown(work, appointment_id, visit.field("as_shown"))
            await set_status(work, appointment_id, status)
    except NotFound:
        raise
    except ActionError as error:
        return visit.back_to(_back(visit, appointment_id), error.code)
    # Somebody who did not come may need a hand: what to do next stands on the visit's page.
    is_missed = status == "did_not_attend"
    return visit.back_to(_back(visit, appointment_id, to_visit=is_missed), status)


def _back(visit: Visit, appointment_id: str, *, to_visit: bool = False) -> str:
    """The visit's own page, where its form came from there, else the list."""
    if to_visit or visit.field("back") == "visit":
        return f"/staff/appointments/{appointment_id}"
    return "/staff/appointments"
