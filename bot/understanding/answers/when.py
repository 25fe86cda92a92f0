"""When somebody would like to come, in their own words, as spans of time in UTC."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import regex

from bot.understanding.answers.clock_words import DAY, Times
from bot.understanding.answers.days import horizon
from bot.understanding.answers.said_times import Part, read_parts
from bot.understanding.words import fold_word

_LONGEST: Final = 400
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
_NO_VISIT: Final = regex.compile(
    r"\b(?:(?:dont|do not|didnt) (?:want|need|wish|fancy)(?: to)? (?:make |book |come |a |"
    r"an |and |the |this |my )*"
    r"(?:any )?(?:appointment|appt|meeting|chat|call|visit|in\b)|no appointment|"
    r"(?:dont|do not) (?:want|need|wish) to (?:see|meet|speak to|talk to) (?:any|some)(?:body|one)|"
    r"not? (?:want|wanting) "
    r"(?:a |an |and )?(?:appointment|meeting))"
)


def read_when(text: str, *, now: datetime, timezone: str) -> dict[str, Any] | str | None:
    """The value of a time slot: windows, "none" for no visit, or None if no time is said.

    `windows` are pairs of ISO times in UTC, soonest first; `exact` is an ISO time where one day and
    one time were named; `later` is set where other times are asked for.
    """
    said = " ".join(fold_word(word) for word in regex.findall(r"[\p{L}\p{M}'’]+", text[:_LONGEST]))
    if _NO_VISIT.search(said):
        return "none"
    zone = ZoneInfo(timezone)
    today = now.astimezone(zone).date()
    parts = read_parts(text[:_LONGEST], today)
    if _OTHER_TIMES.search(said) and not any(_names_a_time(part) for part in parts):
        return {"windows": [], "exact": None, "words": text.strip(), "later": True}
    return _value(parts, text, now, zone) if parts else None


def _names_a_time(part: Part) -> bool:
    return bool(part.times) or any(not days.is_any for days in part.days)


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
    for part in parts:
        if part.days:
            groups.append((_dates_of(part), list(part.times)))
        elif groups:
            groups[-1][1].extend(part.times)
        else:
            groups.append((horizon(today), list(part.times)))
    if not groups:
        groups.append((horizon(today), []))
    last = groups[-1][1]
    return [(dates, tuple(times or last)) for dates, times in groups]


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
    if len(wanted) != 1 or refused or len(wanted[0][0]) != 1:
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
