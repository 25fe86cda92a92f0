"""The calendar by week or by day, and booking a free time from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from aiohttp import web

from actions.basis.audit import record
from actions.basis.errors import ActionError, NotFound
from actions.basis.work import Work
from actions.booking.book import book
from actions.booking.collisions import collisions
from actions.booking.open_diary import open_for_staff
from actions.booking.who_keeps_visits import keeps_visits
from bot.staff.presenters.booked import booked_words
from bot.staff.presenters.calendar import Sources, columns
from bot.staff.presenters.hours import present_collision
from bot.staff.presenters.person import full_name
from bot.staff.session import PracticeName
from bot.staff.views.calendar_desk import (
    AREA,
    chosen_time,
    day_of,
    field_of,
    link_workers,
    practice_of,
)
from bot.staff.visit import Visit
from storage.models import Staff
from storage.views.calendar import people_to_book
from storage.views.listings import diary

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the address asks for: a week of one link worker, or one day of all of them."""

    is_week: bool
    day: date
    worker: Staff | None
    workers: Sequence[Staff]

    @property
    def first(self) -> date:
        return self.day - timedelta(days=self.day.weekday()) if self.is_week else self.day

    @property
    def step(self) -> timedelta:
        return WEEK if self.is_week else DAY


async def show(visit: Visit) -> web.Response:
    practice = practice_of(visit)
    async with visit.working(practice.id) as work:
        shown = _shown(visit, practice, await link_workers(work.uow, practice.id))
        sources = await _sources(work, shown)
        is_next_week = "day" not in visit.request.query and _is_over(shown, sources)
        if is_next_week:
            shown = replace(shown, day=shown.first + WEEK)
            sources = await _sources(work, shown)
        worker_id = shown.worker.id if shown.is_week and shown.worker else None
        clashes = await collisions(work, link_worker_id=worker_id, has_left=True)
        detail = {"view": "week" if shown.is_week else "day", "first": shown.first.isoformat()}
        record(work, "read_calendar", practice.id, subject_type="practice", detail=detail)
        timezone = work.practice.timezone
        names = {one.id: one.name for one in await work.uow.staff.all_of([practice.id])}
    return visit.page(
        "staff/calendar.html",
        {
            "here": AREA,
            "shown": shown,
            "is_next_week": is_next_week,
            "practice": practice,
            "columns": columns(sources, _wanted(shown, sources)),
            "has_no_hours": not sources.diary.shifts and not sources.diary.single_days,
            "clashes": [present_collision(one, names) for one in clashes],
            "earlier": (shown.first - shown.step).isoformat(),
            "later": (shown.first + shown.step).isoformat(),
            "today": visit.now.astimezone(sources.zone).date(),
            "timezone": timezone,
        },
    )


def _shown(visit: Visit, practice: PracticeName, workers: Sequence[Staff]) -> Shown:
    """Link workers meet their own week; others the first one's."""
    query = visit.request.query
    who = query.get("who", "") or visit.session.staff_id
    mine = [one for one in workers if one.id == who] or list(workers[:1])
    return Shown(
        is_week=query.get("view") != "day",
        day=day_of(visit, practice),
        worker=mine[0] if mine else None,
        workers=workers,
    )


async def _sources(work: Work, shown: Shown) -> Sources:
    zone = work.timezone
    since = datetime.combine(shown.first, time(), zone).astimezone(UTC)
    until = datetime.combine(shown.first + shown.step, time(), zone).astimezone(UTC)
    worker_id = shown.worker.id if shown.is_week and shown.worker else None
    book_of = await open_for_staff(work, since, until, link_worker_id=worker_id)
    free = [one for day in book_of.days() for one in day if one.starts_at > work.now]
    ids = [one.id for one in shown.workers]
    return Sources(
        visits=await diary(work.uow, [work.practice.id], since, until),
        free=free,
        leave=await work.uow.availability.leave_of(ids, since),
        diary=book_of,
        rooms={one.id: one.name for one in await work.uow.rooms.of_practice(work.practice.id)},
        zone=zone,
        now=work.now,
    )


def _is_over(shown: Shown, sources: Sources) -> bool:
    """Whether a week with hours holds nothing from today on, as on a Saturday."""
    if not shown.is_week or shown.worker is None or not sources.diary.shifts:
        return False
    today = sources.now.astimezone(sources.zone).date()
    return not sources.free and not any(
        visit.link_worker_id == shown.worker.id
        and visit.starts_at.astimezone(sources.zone).date() >= today
        for visit, _ in sources.visits
    )


def _wanted(shown: Shown, sources: Sources) -> list[tuple[date, str, str]]:
    """Monday to Friday, and a weekend day on which there is anything; or everyone on one day."""
    if not shown.is_week:
        return [(shown.day, one.id, one.name) for one in shown.workers]
    if shown.worker is None:
        return []
    worker = shown.worker.id
    busy = {
        at.astimezone(sources.zone).date()
        for at in (
            *(one.starts_at for one, _ in sources.visits if one.link_worker_id == worker),
            *(one.starts_at for one in sources.free),
        )
    }
    week = [shown.first + timedelta(days=index) for index in range(7)]
    return [(day, worker, "") for day in week if day.weekday() < 5 or day in busy]


async def show_new(visit: Visit) -> web.Response:
    """The form that books one free time."""
    return await _new(visit, visit.request.query.get("time", ""))


async def post_new(visit: Visit) -> web.Response:
    chosen = chosen_time(visit.field("time"))
    if chosen is None:
        raise web.HTTPBadRequest
    practice = practice_of(visit)
    referral_id = visit.field("referral")
    if not referral_id:
        sentence = "Choose who it is for."
        return await _new(visit, visit.field("time"), problem=sentence, field="referral")
    try:
        async with visit.working(practice.id) as work:
            made = await book(
                work,
                referral_id,
                chosen[1],
                chosen[0],
                visit.field("mode"),  # type: ignore[arg-type]  # book refuses what is not offered
                room_id=visit.field("room") or None,
            )
            made_id = made.id
            said = await booked_words(work, made, visit.session.staff_id)
    except NotFound:
        raise
    except ActionError as error:
        field = field_of(error)
        return await _new(visit, visit.field("time"), problem=str(error), field=field)
    await visit.tell_of(referral_id)
    return visit.back_to(f"/staff/appointments/{made_id}", said)


async def _new(visit: Visit, value: str, *, problem: str = "", field: str = "") -> web.Response:
    """The form; `field` is the one that `problem` is of, if any."""
    chosen = chosen_time(value)
    if chosen is None:
        raise web.HTTPNotFound
    practice = practice_of(visit)
    async with visit.working(practice.id) as work:
        if not await keeps_visits(work, chosen[1]):
            raise NotFound("There is no such link worker.")
        people = await people_to_book(work.uow, practice.id, work.now)
        staff = await work.uow.staff.get(chosen[1])
        rooms = await work.uow.rooms.of_practice(practice.id)
        record(work, "read_calendar", practice.id, subject_type="practice", detail={"view": "new"})
        context: dict[str, Any] = {
            "modes": work.practice.settings.modes,
            "timezone": work.practice.timezone,
        }
    return visit.page(
        "staff/calendar_new.html",
        {
            "here": AREA,
            "practice": practice,
            "starts_at": chosen[0],
            "value": f"{chosen[0].isoformat()};{chosen[1]}",
            "with_name": staff.name if staff else "",
            "people": [(one.id, f"{full_name(who)}") for one, who in people],
            "rooms": [(one.id, one.name) for one in rooms if one.is_active],
            "problem": problem,
            "problem_at": field,
            "typed": visit.form,
            **context,
        },
        status=422 if problem else 200,
    )
