"""What the pages of the calendar share: whose practice, which link workers, which time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from aiohttp import web

from actions.basis.errors import ActionError, RoomTaken, TimeTaken, WrongField
from actions.booking.set_hours import FURTHEST_AHEAD
from bot.staff.session import PracticeName
from bot.staff.visit import Visit
from storage.models import Staff
from storage.unit_of_work import UnitOfWork

AREA = "/staff/calendar"
"""What the menu calls this area."""
_A_DAY: Final = timedelta(days=1)
"""More than any clock on earth is away from UTC."""


def practice_of(visit: Visit) -> PracticeName:
    """The practice named by its code in the address or form, else this person's first."""
    code = visit.request.query.get("practice", "") or visit.field("practice")
    found = [one for one in visit.session.practices if code in ("", one.code)]
    if not found:
        raise web.HTTPNotFound
    return found[0]


async def practice_of_worker(visit: Visit, uow: UnitOfWork) -> PracticeName:
    """As `practice_of`, where the link worker in the path works too; HTTPNotFound if nowhere."""
    code = visit.request.query.get("practice", "") or visit.field("practice")
    worker = visit.request.match_info["worker"]
    for one in visit.session.practices:
        if code in ("", one.code) and await uow.staff.works_at(worker, one.id):
            return one
    raise web.HTTPNotFound


async def link_workers(uow: UnitOfWork, practice_id: str) -> Sequence[Staff]:
    """Who is on the calendar: whoever may have appointments."""
    return await uow.staff.who_keep_visits(practice_id)


def may_keep(visit: Visit, worker_id: str) -> bool:
    """Link workers keep their own hours; whoever manages the practice keeps everyone's."""
    return visit.session.manages or visit.session.staff_id == worker_id


def day_of(visit: Visit, practice: PracticeName) -> date:
    """The day of the address, else today at the practice; today too where that is years away,
    beyond what hours may be planned for."""
    today = visit.now.astimezone(ZoneInfo(practice.timezone)).date()
    try:
        given = date.fromisoformat(visit.request.query.get("day", ""))
    except ValueError:
        return today
    return given if abs(given - today) <= FURTHEST_AHEAD else today


def field_of(error: ActionError) -> str:
    """The field of a form for a visit beside which a refusal is said, "" for one of none: what is
    stale is put right nowhere on the page."""
    if isinstance(error, WrongField):
        return error.field
    if isinstance(error, TimeTaken):
        return "time"
    return "room" if isinstance(error, RoomTaken) else ""


def chosen_time(text: str) -> tuple[datetime, str] | None:
    """The start and link worker of a free time, "2026-11-24T10:00:00+00:00;id"; None for others.

    In UTC. A "+" that an address turned into a space is taken as it was meant; a time so early or
    late that some clocks have none for it is no time.
    """
    starts, _, worker = text.partition(";")
    try:
        given = datetime.fromisoformat(starts.replace(" ", "+"))
        if given.tzinfo is None or not worker:
            return None
        starts_at = given.astimezone(UTC)
        _ = starts_at - _A_DAY, starts_at + _A_DAY
    except (ValueError, OverflowError):
        return None
    return starts_at, worker
