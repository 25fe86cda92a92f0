"""Free appointment times: what a practice offers, less what is taken, closed or too soon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from operator import attrgetter
from random import Random
from zoneinfo import ZoneInfo

from actions.basis.work import Work
from actions.booking.diary import Diary, FreeTime
from actions.booking.open_diary import open_diary

__all__ = ["FreeTime", "Wanted", "free_times", "offers"]

_start = attrgetter("starts_at")

_NEAR = 48
"""Times among which those are shared out who were too late for the one that they chose."""
_APART = 8
"""The next time that one of them is offered is this share of those times later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """When somebody would like to come: spans of UTC time, and an exact start if one was named.

    `mode` is how they would like to meet; None where any way will do. By a way of `never_by` they
    cannot: who is deaf is offered nothing rather than a phone call.
    """

    windows: tuple[tuple[datetime, datetime], ...] = ()
    exact: datetime | None = None
    mode: str | None = None
    never_by: frozenset[str] = frozenset()

    def admits(self, free: FreeTime) -> bool:
        if free.mode in self.never_by:
            return False
        if self.mode is not None and free.mode != self.mode:
            return False
        return not self.windows or any(a <= free.starts_at < b for a, b in self.windows)


async def free_times(
    work: Work, *, now: datetime, link_worker_id: str | None = None
) -> list[FreeTime]:
    """Every bookable time of the practice from `now` as far ahead as people may book."""
    diary = await open_diary(work, now=now, link_worker_id=link_worker_id)
    return [free for day in diary.days() for free in day]


async def offers(
    work: Work,
    link_worker_id: str | None,
    wanted: Wanted | None,
    count: int,
    *,
    now: datetime,
    skip: int = 0,
    turn: int = 0,
    shared_out_by: str | None = None,
) -> list[FreeTime]:
    """At most `count` free times that fit `wanted`, spread over days; `skip` those shown before.

    The one time that was named, if it is free; and where nothing fits, the nearest. Who wants none
    before others is given the times of their `turn`, for most take the first that they see. With
    `shared_out_by`, words of whoever asks and when, some of the soonest instead, others for other
    words: people who were all too late for the same time must not be sent to the same three again.
    """
    diary = await open_diary(work, now=now, link_worker_id=link_worker_id)
    if wanted is None and shared_out_by:
        return _shared_out(diary.days(), count, shared_out_by)
    if wanted is None:
        return _spread(diary.days(), work.timezone, count, skip, turn)
    if wanted.exact is not None:
        exact = _at(diary, wanted.exact, wanted)
        if exact and not skip:
            return exact[:1]
        shown = skip - count + 1 if exact else skip  # the first page was that time alone
        return _nearest(diary, wanted, count, shown)
    fitting = _fitting(diary, wanted)
    first = next(fitting, None)
    if first is None:
        return _nearest(diary, wanted, count, skip)
    fitting = chain([first], fitting)
    if shared_out_by:
        return _shared_out(fitting, count, shared_out_by)
    return _spread(fitting, work.timezone, count, skip)


def _at(diary: Diary, starts_at: datetime, wanted: Wanted) -> list[FreeTime]:
    """The times free at that very moment, by the ways of meeting that may be."""
    around = diary.between(starts_at, starts_at + diary.length)
    at_that_time = [each for day in around.days() for each in day if each.starts_at == starts_at]
    return [
        each
        for each in at_that_time
        if each.mode not in wanted.never_by and wanted.mode in (None, each.mode)
    ]


def _fitting(diary: Diary, wanted: Wanted) -> Iterator[list[FreeTime]]:
    if wanted.windows:
        begins, ends = zip(*wanted.windows, strict=True)
        diary = diary.between(min(begins), max(ends))
    for day in diary.days():
        fitting = [each for each in day if wanted.admits(each)]
        if fitting:
            yield fitting


def _nearest(diary: Diary, wanted: Wanted, count: int, skip: int) -> list[FreeTime]:
    around = wanted.exact or (wanted.windows[0][0] if wanted.windows else diary.since)
    possible = ([e for e in day if e.mode not in wanted.never_by] for day in diary.days())
    by_mode = (_of_mode(day, wanted.mode) for day in possible)
    starts = [each for day in by_mode for each in _one_a_start(day)]
    nearest = sorted(starts, key=lambda each: abs(each.starts_at - around))
    return sorted(nearest[skip : skip + count], key=_start)


def _of_mode(free: Sequence[FreeTime], mode: str | None) -> Sequence[FreeTime]:
    """Those by the way of meeting that was asked for, or all where there is none by it."""
    return [each for each in free if each.mode == mode] or free


def _one_a_start(free: Sequence[FreeTime]) -> list[FreeTime]:
    """The first free time of each start: two link workers at ten are one choice to a patient."""
    return [next(together) for _, together in groupby(free, key=_start)]


def _spread(
    days: Iterable[list[FreeTime]], zone: ZoneInfo, count: int, skip: int, turn: int = 0
) -> list[FreeTime]:
    """A morning, then an afternoon, on different days where there are any; skip turns the page."""
    seen: list[FreeTime] = []
    picked: list[FreeTime] = []
    for times in days:
        seen += times
        visits = _visits(times)
        if not picked and turn >= len(visits):
            turn -= len(visits)  # those before have this day between them
            continue
        picked.append(_of_day(visits, zone, turn, afternoon=len(picked) % 2 == 1))
        if len(picked) == skip + count:
            break
    if len(picked) < skip + count:
        chosen = {each.starts_at for each in picked}
        others = _from(turn, _one_a_start(seen))
        picked += [each for each in others if each.starts_at not in chosen]
    shown = sorted(picked[skip : skip + count], key=_start)
    return [_other_way(each, seen) if place % 3 == 2 else each for place, each in enumerate(shown)]


def _shared_out(days: Iterable[list[FreeTime]], count: int, by: str) -> list[FreeTime]:
    """Each time is as likely as any other to be the first that is offered, for most take that."""
    near: list[FreeTime] = []
    for times in days:
        near += _one_a_start(times)
        if len(near) >= _NEAR:
            break
    near = near[:_NEAR]
    apart = max(len(near) // _APART, 1)
    firsts = max(len(near) - apart * (count - 1), 1)
    first = Random(by).randrange(firsts)  # noqa: S311  nothing secret
    return near[first::apart][:count]


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


def _visits(free: Sequence[FreeTime]) -> list[FreeTime]:
    """Each that can be had beside the others: two link workers at ten are two, the ways of meeting
    of one are not."""
    kept: dict[tuple[datetime, str], FreeTime] = {}
    for each in free:
        kept.setdefault((each.starts_at, each.link_worker_id), each)
    return list(kept.values())


def _of_day(times: Sequence[FreeTime], zone: ZoneInfo, turn: int, *, afternoon: bool) -> FreeTime:
    """The first of that half of the day; each later turn the next one, and then of the other."""
    in_order = sorted(
        times, key=lambda one: (one.starts_at.astimezone(zone).hour >= 12) != afternoon
    )
    return _from(turn, in_order)[0]


def _from(turn: int, times: Sequence[FreeTime]) -> list[FreeTime]:
    """Begun at another place each turn, and round to the one before it."""
    begin = turn % max(len(times), 1)
    return [*times[begin:], *times[:begin]]
