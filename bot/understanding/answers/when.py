"""When somebody would like to come, in their own words, as spans of time in UTC."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import regex

from bot.understanding.answers.clock_words import DAY, Times
from bot.understanding.answers.days import horizon
from bot.understanding.answers.no_visit import wants_none_at_all
from bot.understanding.answers.said_times import Part, names_a_time, read_parts
from bot.understanding.words import fold_word

_LONGEST: Final = 400
_DAYS_OF_A_WEEK: Final = 7
_OTHER_TIMES: Final = regex.compile(
    r"\b(?:none of (?:these|them|those|that)|neither(?: of (?:them|these))?"
    r"|none (?:suit|work|is|are)\w*|(?:other|different|another|later|more) (?:times?|days?|"
    r"dates?|ones?|options?)"
    r"|something else|what (?:else|other)|got (?:any )?(?:other|more)|"
    r"(?:can ?not|cant|dont|not) ~?(?:make|do|manage|suit|"
    r"any)? ?any of (?:these|them|those)"
    r"|too (?:early|late|soon|far)"
    r"|not? any of (?:these|them|those)|any(?:thing)? (?:else|other|later|sooner|earlier))\b"
)


def read_when(
    text: str, *, now: datetime, timezone: str, refused: Sequence[Part] = ()
) -> dict[str, Any] | str | None:
    """The value of a time slot: windows, "none" for no visit, or None if no time is said.

    `windows` are pairs of ISO times in UTC, soonest first; `exact` is an ISO time where one day and
    one time were named; `later` is set where other times are asked for. `refused` are stretches
    that were refused before these words.
    """
    said = " ".join(fold_word(word) for word in regex.findall(r"[\p{L}\p{M}'’]+", text[:_LONGEST]))
    zone = ZoneInfo(timezone)
    today = now.astimezone(zone).date()
    parts = read_parts(text[:_LONGEST], today)
    if wants_none_at_all(said, parts):
        return "none"
    if _OTHER_TIMES.search(said) and not any(names_a_time(part) for part in parts):
        return {"windows": [], "exact": None, "words": text.strip(), "later": True}
    return _value([*parts, *refused], text, now, zone) if parts else None


def _value(parts: list[Part], text: str, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    today = now.astimezone(zone).date()
    wanted = _wanted([part for part in parts if not part.is_negative], today)
    refused = [part for part in parts if part.is_negative]
    spans = [
        span
        for dates, times in wanted
        for day in dates
        for span in _spans(day, times, refused, zone)
    ]
    is_sure = not any(part.is_unsure for part in parts)
    exact = _exact(wanted, refused, now, zone) if is_sure else None
    if exact is not None:
        spans = [_span(exact.astimezone(zone).date(), 0, DAY, zone)]
    return {
        "windows": [[_iso(start), _iso(end)] for start, end in _merged(spans, now)],
        "exact": _iso(exact) if exact is not None else None,
        "words": text.strip()[:_LONGEST],
    }


_Group = tuple[frozenset[date], tuple[Times, ...]]


def _wanted(parts: list[Part], today: date) -> list[_Group]:
    """Days with the times said for them; a time said once holds for all the days."""
    groups: list[tuple[frozenset[date], list[Times]]] = []
    week: frozenset[date] = frozenset()
    for part in parts:
        if part.days:
            week = week if part.is_after_comma or not _is_week(groups[-1:]) else frozenset()
            within = frozenset(day for day in week if day.weekday() in part.weekdays_named())
            if within and _is_week(groups[-1:]):
                groups.pop()
            groups.append((within or _dates_of(part), list(part.times)))
            week = groups[-1][0] if _is_week(groups[-1:]) else week
        elif groups:
            groups[-1][1].extend(part.times)
        else:
            groups.append((horizon(today), list(part.times)))
    if not groups:
        groups.append((horizon(today), []))
    last = groups[-1][1]
    return [(dates, tuple(times or last)) for dates, times in groups]


def _is_week(groups: Sequence[tuple[frozenset[date], list[Times]]]) -> bool:
    """Whether a week was named, and no hour: "the week after next, Monday" is of that week."""
    return any(1 < len(days) <= _DAYS_OF_A_WEEK and not times for days, times in groups)


def _dates_of(part: Part) -> frozenset[date]:
    """ "Thursday next week" is one day: the days that every word names, if there are any.

    "Thursday 19th" is the 19th, though another Thursday comes first.
    """
    dated = {day.weekday() for days in part.days if days.is_date for day in days.dates}
    named = [days.dates for days in part.days if days.weekday not in dated]
    shared = frozenset.intersection(*named)
    if shared:
        return shared
    weeks = [days for days in named if len(days) > 1]
    weekdays = {day.weekday() for days in named if len(days) == 1 for day in days}
    moved = frozenset(day for week in weeks for day in week if day.weekday() in weekdays)
    return moved or frozenset().union(*named)


def _spans(
    day: date, times: Sequence[Times], refused: Iterable[Part], zone: ZoneInfo
) -> Iterable[tuple[datetime, datetime]]:
    ranges = [(time.start, time.end) for time in times] or [(0, DAY)]
    for part in refused:
        if not part.refuses(day):
            continue
        ranges = _without(
            ranges, [(time.start, time.end) for time in part.refused_times()] or [(0, DAY)]
        )
    return [_span(day, start, end, zone) for start, end in ranges]


def _without(
    ranges: Iterable[tuple[int, int]], gaps: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    left = list(ranges)
    for start, end in gaps:
        start = 0 if start <= 8 * 60 else start
        left = [
            piece
            for low, high in left
            for piece in ((low, min(high, start)), (max(low, end), high))
            if piece[0] < piece[1]
        ]
    return left


def _exact(
    wanted: list[_Group], refused: list[Part], now: datetime, zone: ZoneInfo
) -> datetime | None:
    if len(wanted) != 1 or len(wanted[0][0]) != 1:
        return None
    if any(part.refuses(day) for part in refused for day in wanted[0][0]):
        return None
    clock = [time for time in wanted[0][1] if time.is_exact]
    if len(clock) != 1:
        return None
    start = _span(next(iter(wanted[0][0])), clock[0].start, DAY, zone)[0]
    return start if start > now else None


def _span(day: date, start: int, end: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Minutes of a local day as UTC times; the wall clock counts, whatever the season does."""
    return _at(day, start, zone), _at(day, end, zone)


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    wall = datetime(day.year, day.month, day.day, tzinfo=zone)
    wall = wall.replace(hour=minute // 60 % 24, minute=minute % 60)
    return (wall + timedelta(days=minute // DAY)).astimezone(UTC)


def _merged(
    spans: Iterable[tuple[datetime, datetime]], now: datetime
) -> list[tuple[datetime, datetime]]:
    merged: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if end <= now:
            continue
        start = max(start, now.astimezone(UTC).replace(second=0, microsecond=0))
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="minutes")
