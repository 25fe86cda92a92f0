"""Days side by side, or link workers side by side: what is taken and what is free, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.booking.diary import Diary, FreeTime
from actions.booking.stretches import stretches_on
from bot.delivery.holidays import bank_holiday_name
from bot.staff.presenters.person import full_name
from storage.models import Appointment, Leave, Patient

ROW = timedelta(minutes=15)
"""One row of the grid; an item that starts between two rows stands in the earlier."""
MOST_ROWS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A visit, or a time that is free. `row` and `rows` place it in its column's grid.

    `address` opens it: a visit's page, or the form that books the time.
    """

    kind: str
    starts_at: datetime
    ends_at: datetime
    address: str
    drop: str
    row: int
    rows: int
    id: str = ""
    who: str = ""
    mode: str = ""
    modes: tuple[str, ...] = ()
    room: str = ""
    status: str = ""
    is_over: bool = False
    can_move: bool = False
    is_beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One day, or one link worker on the day shown. `notes` say why nothing is free."""

    id: str
    day: datetime
    name: str
    is_today: bool
    holiday: str
    leave: str
    hours: str
    items: tuple[Item, ...]

    @property
    def free_count(self) -> int:
        return sum(1 for item in self.items if item.kind == "free")

    @property
    def visit_count(self) -> int:
        return sum(1 for item in self.items if item.kind == "visit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All that columns are made of; times are aware."""

    visits: Sequence[tuple[Appointment, Patient | None]]
    free: Sequence[FreeTime]
    leave: Sequence[Leave]
    diary: Diary
    rooms: Mapping[str, str]
    zone: ZoneInfo
    now: datetime


def columns(sources: Sources, wanted: Sequence[tuple[date, str, str]]) -> tuple[Column, ...]:
    """A column for each (day, link worker's id, name to show above it)."""
    first = _first_row(sources, wanted)
    return tuple(
        _column(sources, day, worker, name, first, place)
        for place, (day, worker, name) in enumerate(wanted)
    )


def _column(sources: Sources, day: date, worker: str, name: str, first: time, place: int) -> Column:
    zone = sources.zone
    begins = datetime.combine(day, time(), zone)
    items = sorted(
        [*_visits(sources, day, worker, first), *_free(sources, day, worker, first)],
        key=lambda item: (item.starts_at, item.kind),
    )
    stretches = [
        one
        for one in stretches_on(day, sources.diary.shifts, sources.diary.single_days)
        if one.link_worker_id == worker
    ]
    return Column(
        id=f"column-{place + 1}",
        day=begins,
        name=name,
        is_today=day == sources.now.astimezone(zone).date(),
        holiday=bank_holiday_name(day),
        leave=_leave_on(sources, day, worker),
        hours=", ".join(f"{one.from_time} to {one.to_time}" for one in stretches),
        items=tuple(items),
    )


def _visits(sources: Sources, day: date, worker: str, first: time) -> list[Item]:
    mine = [
        (visit, patient)
        for visit, patient in sources.visits
        if visit.link_worker_id == worker and _day_of(sources, visit.starts_at) == day
    ]
    made: list[Item] = []
    ended: datetime | None = None
    for visit, patient in mine:
        row, rows = _rows(sources, day, visit.starts_at, visit.ends_at, first)
        made.append(
            Item(
                kind="visit",
                id=visit.id,
                starts_at=visit.starts_at,
                ends_at=visit.ends_at,
                address=f"/staff/appointments/{visit.id}",
                drop="",
                row=row,
                rows=rows,
                who=full_name(patient) if patient else "",
                mode=visit.mode,
                room=sources.rooms.get(visit.room_id or "", ""),
                status=visit.status,
                is_over=visit.ends_at <= sources.now,
                can_move=visit.status in ("booked", "confirmed") and visit.starts_at > sources.now,
                is_beside=ended is not None and visit.starts_at < ended,
            )
        )
        ended = visit.ends_at if visit.is_live else ended
    return made


def _free(sources: Sources, day: date, worker: str, first: time) -> list[Item]:
    """A time that is free in several ways of meeting is one item."""
    ways: dict[datetime, list[FreeTime]] = {}
    for one in sources.free:
        if one.link_worker_id == worker and _day_of(sources, one.starts_at) == day:
            ways.setdefault(one.starts_at, []).append(one)
    made = []
    for starts_at, same in ways.items():
        row, rows = _rows(sources, day, starts_at, same[0].ends_at, first)
        value = f"{starts_at.isoformat()};{worker}"
        made.append(
            Item(
                kind="free",
                starts_at=starts_at,
                ends_at=same[0].ends_at,
                address=f"/staff/calendar/new?time={value.replace('+', '%2B')}",
                drop=value,
                row=row,
                rows=rows,
                modes=tuple(one.mode for one in same),
            )
        )
    return made


def _leave_on(sources: Sources, day: date, worker: str) -> str:
    """ "all" for a whole day, "part" for some of it, "" for none."""
    begins = datetime.combine(day, time(), sources.zone)
    ends = datetime.combine(day + timedelta(days=1), time(), sources.zone)
    touching = [
        one
        for one in sources.leave
        if one.link_worker_id == worker and one.starts_at < ends and begins < one.ends_at
    ]
    if not touching:
        return ""
    is_whole = any(one.starts_at <= begins and ends <= one.ends_at for one in touching)
    return "all" if is_whole else "part"


def _first_row(sources: Sources, wanted: Sequence[tuple[date, str, str]]) -> time:
    """The earliest hour that any column needs, so that equal times stand side by side."""
    days = {day for day, _, _ in wanted}
    starts = [visit.starts_at for visit, _ in sources.visits]
    starts += [one.starts_at for one in sources.free]
    shown = [at.astimezone(sources.zone) for at in starts]
    hours = [at.hour for at in shown if at.date() in days]
    return time(min(hours, default=9))


def _rows(
    sources: Sources, day: date, starts_at: datetime, ends_at: datetime, first: time
) -> tuple[int, int]:
    local = starts_at.astimezone(sources.zone).replace(tzinfo=None)
    row = int((local - datetime.combine(day, first)) / ROW)
    rows = max(1, -int((starts_at - ends_at) / ROW))
    return min(max(row, 0), MOST_ROWS - 1), min(rows, 16)


def _day_of(sources: Sources, at: datetime) -> date:
    return at.astimezone(sources.zone).date()
