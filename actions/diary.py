"""What a practice's link workers can still be booked for, worked out a day at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.delivery.holidays import is_bank_holiday
from storage.models import Availability
from storage.repositories.availability import Busy


class FreeTime(NamedTuple):
    """A time that can be booked; `starts_at` and `ends_at` are aware and in UTC."""

    starts_at: datetime
    ends_at: datetime
    link_worker_id: str
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """Weekly hours less what is busy; appointments of `length` start in [since, until)."""

    shifts: Sequence[Availability]
    busy: Sequence[Busy]
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
        shifts = [shift for shift in self.shifts if _is_worked(shift, day)]
        if not shifts:
            return []
        begins = datetime.combine(day, time(0), self.zone).astimezone(UTC)
        ends = begins + timedelta(hours=25)
        busy = [each for each in self.busy if each[1] < ends and begins < each[2]]
        # As tuples, which sort by themselves: by start, by way of meeting, by shift.
        found = [
            (starts, mode, place, shift.link_worker_id)
            for place, shift in enumerate(shifts)
            for modes in [self._modes_of(shift)]
            for starts in self._free_starts(shift, day, busy)
            for mode in modes
        ]
        return [
            FreeTime(starts, starts + self.length, worker, self.modes[mode])
            for starts, mode, _, worker in sorted(found)
        ]

    def _modes_of(self, shift: Availability) -> list[int]:
        """The ways of meeting in a shift that the practice offers, as places in its order."""
        return [self.modes.index(mode) for mode in shift.modes if mode in self.modes]

    def _free_starts(self, shift: Availability, day: date, busy: Sequence[Busy]) -> list[datetime]:
        worker = shift.link_worker_id
        taken = [(begin, end) for who, begin, end in busy if who == worker]
        free: list[datetime] = []
        for starts in self._starts_in(shift, day):
            ends = starts + self.length
            for begin, end in taken:
                if begin < ends and starts < end:
                    break
            else:
                free.append(starts)
        return free

    def _starts_in(self, shift: Availability, day: date) -> list[datetime]:
        """In UTC, and by the clock on the wall: on the day that it changes, an hour may be
        missing or come twice."""
        start = datetime.combine(day, time.fromisoformat(shift.from_time), self.zone)
        end = datetime.combine(day, time.fromisoformat(shift.to_time), self.zone)
        is_steady = start.utcoffset() == end.utcoffset()
        starts = start.astimezone(UTC)
        found: list[datetime] = []
        while start + self.length <= end:
            if self.since <= starts < self.until:
                found.append(starts)
            start += self.length
            starts = starts + self.length if is_steady else start.astimezone(UTC)
        return found


def _is_worked(shift: Availability, day: date) -> bool:
    return (
        shift.weekday == day.weekday()
        and (shift.valid_from is None or shift.valid_from <= day)
        and (shift.valid_to is None or day <= shift.valid_to)
    )
