"""The diary: what is booked from today on by day, and what is past and not yet marked."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from aiohttp import web

from actions.basis.as_shown import require_as_shown
from actions.basis.audit import record
from actions.basis.errors import ActionError, NotFound
from actions.basis.work import Work
from actions.booking.set_status import set_status
from bot.staff.presenters.diary import present_diary
from bot.staff.presenters.marked import marked_words
from bot.staff.visit import Visit
from storage.models import Appointment, Patient
from storage.views.dossiers import staff_of
from storage.views.listings import diary, unmarked_appointments

DAYS_ASKED: Final = 90
"""How long an unmarked visit is asked about: longer than any leave of the only link worker, for
whoever missed it may need a hand."""
DAYS_AHEAD: Final = 14


async def show(visit: Visit) -> web.Response:
    """All practices of this person in one list; each keeps in its trail that it was read."""
    rows: list[tuple[Appointment, Patient | None]] = []
    zones = {one.id: ZoneInfo(one.timezone) for one in visit.session.practices}
    for practice_id in zones:
        async with visit.working(practice_id) as work:
            rows += await _rows(work)
            detail = {"view": "diary"}
            record(work, "read_calendar", practice_id, subject_type="practice", detail=detail)
    async with visit.reading() as uow:
        staff = await staff_of(uow, visit.session.practice_ids)
    rows.sort(key=lambda row: (row[0].starts_at, row[0].id))
    view = present_diary(rows, staff=staff, zones=zones, now=visit.now)
    return visit.page("staff/appointments.html", {"here": "/staff/calendar", "diary": view})


async def _rows(work: Work) -> list[tuple[Appointment, Patient | None]]:
    today = datetime.combine(work.now.astimezone(work.timezone).date(), time(), work.timezone)
    asked_since, until = today - timedelta(days=DAYS_ASKED), today + timedelta(days=DAYS_AHEAD)
    practices = [work.practice.id]
    unmarked = await unmarked_appointments(work.uow, practices, asked_since, today)
    return unmarked + await diary(work.uow, practices, today, until)


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
            marked = await set_status(work, appointment_id, status)
            said = await marked_words(work, marked, visit.session.staff_id)
    except NotFound:
        raise
    except ActionError as error:
        return visit.back_to(_back(visit, appointment_id), error.code)
    await visit.tell_of(found.referral_id)
    # Somebody who did not come may need a hand: what to do next stands on the visit's page.
    is_missed = status == "did_not_attend"
    return visit.back_to(_back(visit, appointment_id, to_visit=is_missed), said)


def _back(visit: Visit, appointment_id: str, *, to_visit: bool = False) -> str:
    """The visit's own page, where its form came from there, else the list."""
    if to_visit or visit.field("back") == "visit":
        return f"/staff/appointments/{appointment_id}"
    return "/staff/appointments"
