"""Free appointment times: what a practice offers, less what is taken, closed or too soon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.work import Work
from bot.delivery.holidays import is_bank_holiday
from storage.models import Appointment, Availability, Leave

HORIZON = timedelta(weeks=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeTime:
    """A time that can be booked; `starts_at` and `ends_at` are aware and in UTC."""

    starts_at: datetime
    ends_at: datetime
    link_worker_id: str
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """When somebody would like to come: spans of UTC time, and an exact start if one was named."""

    windows: tuple[tuple[datetime, datetime], ...] = ()
    exact: datetime | None = None

    def admits(self, starts_at: datetime) -> bool:
        return not self.windows or any(a <= starts_at < b for a, b in self.windows)


async def free_times(
    work: Work, *, now: datetime, link_worker_id: str | None = None
) -> list[FreeTime]:
    """Every bookable time of the practice from `now` for six weeks, soonest first."""
    since = now + timedelta(hours=work.practice.settings.minimum_notice_hours)
    until = now + HORIZON
    shifts = await work.uow.availability.of_practice(work.practice.id, link_worker_id)
    workers = sorted({shift.link_worker_id for shift in shifts})
    leave = await work.uow.availability.leave_of(workers, since, until)
    taken = await work.uow.appointments.taken(workers, since - timedelta(hours=4), until)
    length = timedelta(minutes=work.practice.settings.appointment_minutes)
    modes = work.practice.settings.modes
    times = [
        free
        for shift in shifts
        for free in _times_of(shift, since, until, length, work.timezone, modes)
        if not _on_leave(free, leave) and not _overlaps(free, taken)
    ]
    return sorted(times, key=lambda free: (free.starts_at, modes.index(free.mode)))


async def offers(
    work: Work,
    link_worker_id: str | None,
    wanted: Wanted | None,
    count: int,
    *,
    now: datetime,
    skip: int = 0,
) -> list[FreeTime]:
    """At most `count` free times that fit `wanted`, spread over days; `skip` those shown before.

    The one time that was named, if it is free; and where nothing fits, the nearest.
    """
    free = await free_times(work, now=now, link_worker_id=link_worker_id)
    if wanted is None:
        return _spread(free, work.timezone, count, skip)
    exact = [each for each in free if each.starts_at == wanted.exact]
    if exact:
        return exact[:1]
    fitting = [each for each in free if wanted.admits(each.starts_at)]
    if fitting and wanted.exact is None:
        return _spread(fitting, work.timezone, count, skip)
    return _nearest(free, wanted, count)


def _nearest(free: Sequence[FreeTime], wanted: Wanted, count: int) -> list[FreeTime]:
    around = wanted.exact or wanted.windows[0][0]
    nearest = sorted(_one_a_start(free), key=lambda each: abs(each.starts_at - around))
    return sorted(nearest[:count], key=_start)


def _times_of(
    shift: Availability,
    since: datetime,
    until: datetime,
    length: timedelta,
    zone: ZoneInfo,
    modes: Sequence[str],
) -> Iterator[FreeTime]:
    for day in _days(since, until, shift, zone):
        start = datetime.combine(day, time.fromisoformat(shift.from_time), zone)
        end = datetime.combine(day, time.fromisoformat(shift.to_time), zone)
        while start + length <= end:
            if since <= start < until:
                for mode in shift.modes:
                    if mode not in modes:
                        continue
                    yield FreeTime(
                        starts_at=start.astimezone(UTC),
                        ends_at=(start + length).astimezone(UTC),
                        link_worker_id=shift.link_worker_id,
                        mode=mode,
                    )
            start += length


def _days(since: datetime, until: datetime, shift: Availability, zone: ZoneInfo) -> Iterator[date]:
    day, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    while day <= last:
        in_season = (shift.valid_from or day) <= day <= (shift.valid_to or day)
        if day.weekday() == shift.weekday and in_season and not is_bank_holiday(day):
            yield day
        day += timedelta(days=1)


def _on_leave(free: FreeTime, leave: Sequence[Leave]) -> bool:
    return any(
        away.link_worker_id == free.link_worker_id
        and away.starts_at < free.ends_at
        and free.starts_at < away.ends_at
        for away in leave
    )


def _overlaps(free: FreeTime, taken: Iterable[Appointment]) -> bool:
    return any(
        each.link_worker_id == free.link_worker_id
        and each.starts_at < free.ends_at
        and free.starts_at < each.ends_at
        for each in taken
    )


def _one_a_start(free: Sequence[FreeTime]) -> list[FreeTime]:
    """The first free time of each start: two link workers at ten are one choice to a patient."""
    seen: dict[datetime, FreeTime] = {}
    for each in free:
        seen.setdefault(each.starts_at, each)
    return list(seen.values())


def _spread(free: Sequence[FreeTime], zone: ZoneInfo, count: int, skip: int) -> list[FreeTime]:
    """A morning, then an afternoon, on different days where there are any; skip turns the page."""
    days: dict[date, list[FreeTime]] = {}
    for each in _one_a_start(free):
        days.setdefault(each.starts_at.astimezone(zone).date(), []).append(each)
    picked = [
        _of_day(times, zone, afternoon=index % 2 == 1) for index, times in enumerate(days.values())
    ]
    if len(picked) < skip + count:
        chosen = set(picked)
        picked += [each for each in _one_a_start(free) if each not in chosen]
    shown = sorted(picked[skip : skip + count], key=_start)
    return [_other_way(each, free) if place % 3 == 2 else each for place, each in enumerate(shown)]


def _start(free: FreeTime) -> datetime:
    return free.starts_at


def _other_way(free: FreeTime, all_free: Sequence[FreeTime]) -> FreeTime:
    """The same time by another way of meeting: a phone call first, but not only."""
    for each in all_free:
        if (
            each.starts_at == free.starts_at
            and each.link_worker_id == free.link_worker_id
            and each.mode != free.mode
        ):
            return each
    return free


def _of_day(times: Sequence[FreeTime], zone: ZoneInfo, *, afternoon: bool) -> FreeTime:
    for each in times:
        if (each.starts_at.astimezone(zone).hour >= 12) == afternoon:
            return each
    return times[0]
