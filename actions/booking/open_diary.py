"""Open the diary of a practice: hours, single days, rules, what is taken, and the rooms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.basis.work import Work
from actions.booking.diary import Diary, WorkerRules
from storage.models import Availability, CalendarRules, DayHours
from storage.repositories.rooms import RoomTaken

HORIZON = timedelta(weeks=6)
"""How far ahead people may book where a link worker says nothing else."""


async def open_diary(work: Work, *, now: datetime, link_worker_id: str | None) -> Diary:
    """As patients may book from `now`, by the rules of each link worker, or of one alone."""
    shifts, single_days = await _hours(work, now, link_worker_id)
    notice = timedelta(hours=work.practice.settings.minimum_notice_hours)
    plain = WorkerRules(since=now + notice, until=_whole_day(now + HORIZON, work.timezone))
    rules = {
        one.link_worker_id: _rules(one, now, plain, work.timezone)
        for one in await work.uow.calendar_rules.of_practice(work.practice.id)
    }
    workers = _workers(shifts, single_days)
    mine = [rules.get(worker, plain) for worker in workers]
    since = min((one.since for one in mine), default=plain.since)
    until = max((one.until for one in mine), default=plain.until)
    return await _diary(work, shifts, single_days, rules, plain, since, until)


async def open_for_staff(
    work: Work, since: datetime, until: datetime, *, link_worker_id: str | None = None
) -> Diary:
    """Every free time that starts in [since, until): staff need give no notice."""
    shifts, single_days = await _hours(work, since, link_worker_id)
    rules = {
        one.link_worker_id: WorkerRules(since=since, until=until, gap=_gap(one))
        for one in await work.uow.calendar_rules.of_practice(work.practice.id)
    }
    plain = WorkerRules(since=since, until=until)
    return await _diary(work, shifts, single_days, rules, plain, since, until)


async def _hours(
    work: Work, since: datetime, link_worker_id: str | None
) -> tuple[Sequence[Availability], Mapping[date, Sequence[DayHours]]]:
    shifts = await work.uow.availability.bookable(work.practice.id, link_worker_id)
    today = since.astimezone(work.timezone).date()
    single_days: dict[date, list[DayHours]] = defaultdict(list)
    for one in await work.uow.day_hours.from_day(work.practice.id, today):
        if link_worker_id in (None, one.link_worker_id):
            single_days[one.day].append(one)
    return shifts, dict(single_days)


async def _diary(
    work: Work,
    shifts: Sequence[Availability],
    single_days: Mapping[date, Sequence[DayHours]],
    rules: Mapping[str, WorkerRules],
    plain: WorkerRules,
    since: datetime,
    until: datetime,
) -> Diary:
    workers = _workers(shifts, single_days)
    everyones = {worker: rules.get(worker, plain) for worker in workers}
    gap = max((one.gap for one in everyones.values()), default=timedelta(0))
    busy = await work.uow.availability.busy(workers, since - gap, until + gap)
    room_ids, rooms_taken = await _rooms(work, since, until)
    return Diary(
        shifts=shifts,
        busy=busy,
        single_days=single_days,
        rules=everyones,
        room_ids=room_ids,
        rooms_taken=rooms_taken,
        since=since,
        until=until,
        length=timedelta(minutes=work.practice.settings.appointment_minutes),
        zone=work.timezone,
        modes=work.practice.settings.modes,
    )


async def _rooms(
    work: Work, since: datetime, until: datetime
) -> tuple[Sequence[str], Sequence[RoomTaken]]:
    rooms = await work.uow.rooms.of_practice(work.practice.id)
    in_use = [room.id for room in rooms if room.is_active]
    if not in_use or "in_person" not in work.practice.settings.modes:
        return in_use, ()
    length = timedelta(minutes=work.practice.settings.appointment_minutes)
    return in_use, await work.uow.rooms.taken(in_use, since, until + length)


def _workers(
    shifts: Sequence[Availability], single_days: Mapping[date, Sequence[DayHours]]
) -> list[str]:
    special = {one.link_worker_id for ones in single_days.values() for one in ones}
    return sorted({shift.link_worker_id for shift in shifts} | special)


def _rules(
    own: CalendarRules, now: datetime, plain: WorkerRules, timezone: ZoneInfo
) -> WorkerRules:
    notice, weeks = own.notice_hours, own.weeks_ahead
    furthest = plain.until
    if weeks is not None:
        furthest = _whole_day(now + timedelta(weeks=weeks), timezone)
    return WorkerRules(
        since=plain.since if notice is None else now + timedelta(hours=notice),
        until=furthest,
        gap=_gap(own),
    )


def _whole_day(moment: datetime, timezone: ZoneInfo) -> datetime:
    """The end of this day: who may book a day may book its afternoon, at whatever hour they ask."""
    day = moment.astimezone(timezone).date() + timedelta(days=1)
    return datetime.combine(day, time(), timezone).astimezone(UTC)


def _gap(own: CalendarRules) -> timedelta:
    return timedelta(minutes=own.minutes_before + own.minutes_after)
