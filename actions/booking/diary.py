"""What a practice's link workers can still be booked for, worked out a day at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from actions.booking.stretches import Stretch, stretches_on
from bot.delivery.holidays import is_bank_holiday
from storage.models import Availability, DayHours
from storage.repositories.availability import Busy
from storage.repositories.rooms import RoomTaken


class FreeTime(NamedTuple):
    """A time that can be booked; `starts_at` and `ends_at` are aware and in UTC."""

    starts_at: datetime
    ends_at: datetime
    link_worker_id: str
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerRules:
    """How one link worker may be booked: from when, till when, and how far apart."""

    since: datetime
    until: datetime
    gap: timedelta = timedelta(0)
    """What is kept free between two visits: the minutes after one and before the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """Weekly hours less what is busy; appointments of `length` start in [since, until)."""

    shifts: Sequence[Availability]
    busy: Sequence[Busy]
    single_days: Mapping[date, Sequence[DayHours]] = field(default_factory=dict)
    rules: Mapping[str, WorkerRules] = field(default_factory=dict)
    """By link worker; who has none follows `since` and `until`, without a gap."""
    room_ids: Sequence[str] = ()
    """Where people are seen in person; a practice that lists no rooms has enough of them."""
    rooms_taken: Sequence[RoomTaken] = ()
    since: datetime
    until: datetime
    length: timedelta
    zone: ZoneInfo
    modes: Sequence[str]
    """What the practice offers, in its order."""

    def between(self, since: datetime, until: datetime) -> Diary:
        """The same diary for a shorter stretch: days outside it are not worked out."""
        return replace(self, since=max(since, self.since), until=min(until, self.until))

    def days(self) -> Iterator[list[FreeTime]]:
        """The free times of each day that has any, soonest first.

        Who wants the first few need not pay for six weeks.
        """
        day, last = (moment.astimezone(self.zone).date() for moment in (self.since, self.until))
        while day <= last:
            free = [] if is_bank_holiday(day) else self._free_on(day)
            if free:
                yield free
            day += timedelta(days=1)

    def _free_on(self, day: date) -> list[FreeTime]:
        stretches = stretches_on(day, self.shifts, self.single_days)
        if not stretches:
            return []
        begins = datetime.combine(day, time(0), self.zone).astimezone(UTC)
        ends = begins + timedelta(hours=25)
        busy = [each for each in self.busy if each[1] < ends and begins < each[2]]
        # As tuples, which sort by themselves: by start, by way of meeting, by stretch.
        found = [
            (starts, mode, place, stretch.link_worker_id)
            for place, stretch in enumerate(stretches)
            for modes in [self._modes_of(stretch)]
            for starts in self._free_starts(stretch, day, busy)
            for mode in modes
        ]
        return [
            FreeTime(starts, starts + self.length, worker, self.modes[mode])
            for starts, mode, _, worker in sorted(found)
            if self.modes[mode] != "in_person" or self._has_room(starts)
        ]

    def _modes_of(self, stretch: Stretch) -> list[int]:
        """The ways of meeting in a stretch that the practice offers, as places in its order."""
        return [self.modes.index(mode) for mode in stretch.modes if mode in self.modes]

    def _has_room(self, starts: datetime) -> bool:
        if not self.room_ids:
            return True
        ends = starts + self.length
        taken = {room for room, begin, end in self.rooms_taken if begin < ends and starts < end}
        return any(room not in taken for room in self.room_ids)

    def _free_starts(self, stretch: Stretch, day: date, busy: Sequence[Busy]) -> list[datetime]:
        worker = stretch.link_worker_id
        rules = self.rules.get(worker) or WorkerRules(since=self.since, until=self.until)
        taken = [(begin - rules.gap, end + rules.gap) for who, begin, end in busy if who == worker]
        free: list[datetime] = []
        for starts in self._starts_in(stretch, day, rules):
            ends = starts + self.length
            for begin, end in taken:
                if begin < ends and starts < end:
                    break
            else:
                free.append(starts)
        return free

    def _starts_in(self, stretch: Stretch, day: date, rules: WorkerRules) -> list[datetime]:
        """In UTC, and by the clock on the wall: on the day that it changes, an hour may be
        missing or come twice."""
        start = datetime.combine(day, time.fromisoformat(stretch.from_time), self.zone)
        end = datetime.combine(day, time.fromisoformat(stretch.to_time), self.zone)
        since, until = max(self.since, rules.since), min(self.until, rules.until)
        is_steady = start.utcoffset() == end.utcoffset()
        step = self.length + rules.gap
        starts = start.astimezone(UTC)
        found: list[datetime] = []
        while start + self.length <= end:
            if since <= starts < until:
                found.append(starts)
            start += step
            starts = starts + step if is_steady else start.astimezone(UTC)
        return found
