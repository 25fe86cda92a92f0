"""When somebody would like to come, in their own words, as spans of time in UTC."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import regex

from bot.understanding.answers.clock_words import DAY, Times, read_times
from bot.understanding.answers.day_words import Days, horizon, read_days
from bot.understanding.word_list import answer_words
from bot.understanding.words import fold_word

_TOKEN: Final = regex.compile(
    r"\d{1,2}/\d{1,2}(?=/\d{2,4}\b)|\d{1,2}/\d{1,2}\b|\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\b\.?)?"
    r"|\d{1,2}\s?[ap]\.?m\b\.?|\d{1,2}(?:st|nd|rd|th)\b|\d{1,4}|[\p{L}\p{M}'’]+|[-–@,;.&]"
)
_LONGEST: Final = 400
_BREAKS: Final = frozenset([",", ";", ".", "&", "and", "or", "but"])
_NEGATIVE: Final = answer_words("when_negative")
_NO_GOOD: Final = answer_words("when_no_good")
_OTHER_TIMES: Final = regex.compile(
    r"\b(?:none of (?:these|them|those|that)|neither(?: of (?:them|these))?"
    r"|none (?:suit|work|is|are)\w*|(?:other|different|another|later|more) (?:times?|days?|"
    r"dates?|ones?|options?)"
    r"|something else|what (?:else|other)|got (?:any )?(?:other|more)|"
    r"(?:can ?not|cant|dont|not) ~?(?:make|do|manage|suit|"
    r"any)? ?any of (?:these|them|those)"
    r"|not? any of (?:these|them|those)|any(?:thing)? (?:else|other|later|sooner|earlier))\b"
)
_NO_VISIT: Final = regex.compile(
    r"\b(?:(?:dont|do not|didnt) (?:want|need|wish|fancy)(?: to)? (?:make |book |come |a |"
    r"an |and )*"
    r"(?:any )?(?:appointment|appt|meeting|chat|call|visit|in\b)|no appointment|"
    r"(?:dont|do not) (?:want|need|wish) to (?:see|meet|speak to|talk to) (?:any|some)(?:body|one)|"
    r"not? (?:want|wanting) "
    r"(?:a |an |and )?(?:appointment|meeting))"
)
_FRACTIONS: Final = str.maketrans({"½": " half ", "¼": " quarter "})
_CONTRACTED: Final = {"morns": "morn", "o'clock": "oclock"}


@dataclass(slots=True)
class _Part:
    """One stretch between breaks: what it names, and whether it says no to it."""

    days: list[Days] = field(default_factory=list)
    times: list[Times] = field(default_factory=list)
    is_negative: bool = False
    is_denied_after: bool = False
    """ "Monday is no good": the denial ends with the stretch."""


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
    parts = _parts(_tokens(text), today)
    if _OTHER_TIMES.search(said) and not any(_names_a_time(part) for part in parts):
        return {"windows": [], "exact": None, "words": text.strip(), "none": False, "later": True}
    return _value(parts, text, now, zone) if parts else None


def _names_a_time(part: _Part) -> bool:
    return bool(part.times) or any(not days.is_any for days in part.days)


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    for found in _TOKEN.finditer(text[:_LONGEST].casefold().translate(_FRACTIONS)):
        token = found.group()
        if token[0].isdigit():
            tokens.append(regex.sub(r"[\s]|(?<=[ap])\.|\.$", "", token))
        elif token in ("-", "–"):
            tokens.append("-")
        elif token[0].isalpha():
            tokens.extend(_folded(token))
        else:
            tokens.append(token)
    return tokens


def _folded(token: str) -> Sequence[str]:
    if token in ("o'clock", "o’clock"):
        return ("oclock",)
    folded = fold_word(token)
    return (_CONTRACTED.get(folded, folded),) if " " not in folded else folded.split()


def _parts(tokens: list[str], today: date) -> list[_Part]:
    parts = [_Part()]
    at = 0
    while at < len(tokens):
        is_joined = _is_clock_join(tokens, at) or _is_same_day(tokens, at, parts[-1], today)
        if tokens[at] in _BREAKS and not is_joined:
            parts.append(_Part(is_negative=_carries_on(parts[-1], tokens, at, today)))
            at += 1
            continue
        at += _read_at(tokens, at, parts[-1], today)
    return [part for part in parts if part.days or part.times]


def _is_clock_join(tokens: list[str], at: int) -> bool:
    return tokens[at] == "and" and at >= 2 and tokens[at - 2] == "between"


def _is_same_day(tokens: list[str], at: int, part: _Part, today: date) -> bool:
    """ "Friday, 4th December" is one day."""
    following = read_days(tokens[at + 1 : at + 11] or [""], today)
    is_comma = tokens[at] in (",", ".") and bool(part.days)
    return is_comma and following is not None and following.is_date_of(part.days[-1].weekday)


def _carries_on(part: _Part, tokens: list[str], at: int, today: date) -> bool:
    """ "no mondays or fridays" denies both; "any day but Friday" denies the second."""
    if tokens[at] == "but":
        return bool(part.days and part.days[-1].is_any)
    if tokens[at] in ("or", "and", "&"):
        return part.is_negative
    following = tokens[at + 1 : at + 4]
    return (
        part.is_negative
        and not part.is_denied_after
        and bool(following and part.days and read_days(following, today))
    )


def _read_at(tokens: list[str], at: int, part: _Part, today: date) -> int:
    rest = tokens[at : at + 10]
    days = read_days(rest, today)
    if days is not None:
        part.days.append(days)
        return days.words
    times = read_times(rest, beside_day=bool(part.days) or _day_follows(rest, today))
    if times is not None:
        part.times.append(times)
        return times.words
    if tokens[at] in _NEGATIVE or (tokens[at] == "other" and rest[1:2] == ["than"]):
        part.is_denied_after = bool(part.days or part.times)
        part.is_negative = part.is_negative or _denies(tokens, at, part)
    return 1


def _denies(tokens: list[str], at: int, part: _Part) -> bool:
    """Before what it denies ("no mornings"), or after it ("Monday is no good")."""
    if not (part.days or part.times):
        return True
    following = tokens[at + 1 : at + 2]
    return tokens[at] in _NO_GOOD and following != ["bother"] and following != ["problem"]


def _day_follows(rest: Sequence[str], today: date) -> bool:
    """ "2 on Wednesday"."""
    after = [word for word in rest[1:4] if word != "on"]
    return bool(after) and read_days(after, today) is not None


def _value(parts: list[_Part], text: str, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    today = now.astimezone(zone).date()
    wanted = _wanted([part for part in parts if not part.is_negative], today)
    refused = [part for part in parts if part.is_negative]
    spans = [
        span
        for dates, times in wanted
        for day in dates
        for span in _spans(day, times, refused, zone)
    ]
    exact = _exact(wanted, refused, now, zone)
    if exact is not None:
        spans = [_span(exact.astimezone(zone).date(), 0, DAY, zone)]
    return {
        "windows": [[_iso(start), _iso(end)] for start, end in _merged(spans, now)],
        "exact": _iso(exact) if exact is not None else None,
        "words": text.strip()[:_LONGEST],
        "none": False,
    }


_Group = tuple[frozenset[date], tuple[Times, ...]]


def _wanted(parts: list[_Part], today: date) -> list[_Group]:
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


def _dates_of(part: _Part) -> frozenset[date]:
    """ "Thursday next week" is one day: the days that every word names, if there are any.

    So is "Friday 4th December", where that is a Friday, though another comes before it.
    """
    named = [
        days.dates
        for days in part.days
        if not any(other.is_date_of(days.weekday) for other in part.days)
    ]
    shared = frozenset.intersection(*named)
    if shared:
        return shared
    weeks = [days for days in named if len(days) > 1]
    weekdays = {day.weekday() for days in named if len(days) == 1 for day in days}
    moved = frozenset(day for week in weeks for day in week if day.weekday() in weekdays)
    return moved or frozenset().union(*named)


def _spans(
    day: date, times: Sequence[Times], refused: Iterable[_Part], zone: ZoneInfo
) -> Iterable[tuple[datetime, datetime]]:
    ranges = [(time.start, time.end) for time in times] or [(0, DAY)]
    for part in refused:
        if part.days and not any(
            day in days.dates or day.weekday() == days.weekday for days in part.days
        ):
            continue
        ranges = _without(ranges, [(time.start, time.end) for time in part.times] or [(0, DAY)])
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
    wanted: list[_Group], refused: list[_Part], now: datetime, zone: ZoneInfo
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
