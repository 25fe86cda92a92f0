"""What a practice's link workers can still be booked for, worked out a day at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.delivery.holidays import is_bank_holiday
from storage.models import Availability
from storage.repositories.availability import Busy


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeTime:
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
        free = [time for shift in shifts for time in self._free_in(shift, day, busy)]
        return sorted(free, key=lambda time: (time.starts_at, self.modes.index(time.mode)))

    def _free_in(self, shift: Availability, day: date, busy: Sequence[Busy]) -> Iterator[FreeTime]:
        worker = shift.link_worker_id
        modes = [mode for mode in shift.modes if mode in self.modes]
        taken = [(begin, end) for who, begin, end in busy if who == worker]
        for starts in self._starts_in(shift, day):
            ends = starts + self.length
            if any(begin < ends and starts < end for begin, end in taken):
                continue
            for mode in modes:
                yield FreeTime(starts_at=starts, ends_at=ends, link_worker_id=worker, mode=mode)

    def _starts_in(self, shift: Availability, day: date) -> Iterator[datetime]:
        """In UTC, and by the clock on the wall: on the day that it changes, an hour may be
        missing or come twice."""
        start = datetime.combine(day, time.fromisoformat(shift.from_time), self.zone)
        end = datetime.combine(day, time.fromisoformat(shift.to_time), self.zone)
        is_steady = start.utcoffset() == end.utcoffset()
        starts = start.astimezone(UTC)
        while start + self.length <= end:
            if self.since <= starts < self.until:
                yield starts
            start += self.length
            starts = starts + self.length if is_steady else start.astimezone(UTC)


def _is_worked(shift: Availability, day: date) -> bool:
    return (
        shift.weekday == day.weekday()
        and (shift.valid_from is None or shift.valid_from <= day)
        and (shift.valid_to is None or day <= shift.valid_to)
    )
