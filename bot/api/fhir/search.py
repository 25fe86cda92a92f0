"""FHIR's search parameters, read: ids, states, references and dates with their prefixes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from multidict import MultiDict, MultiMapping

from bot.api.paging import DEFAULT_LIMIT, MAXIMUM_LIMIT, read_cursor
from bot.api.problems import Problem

CURSOR: Final = "_cursor"
COUNT: Final = "_count"
FORMAT: Final = "_format"
MOST_VALUES: Final = 200
"""Of one parameter, however they are split: each is looked for, and a process answers many."""
_ID: Final = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_DATE: Final = re.compile(
    r"(?P<prefix>eq|ge|gt|le|lt|sa|eb)?(?P<year>\d{4})(-(?P<month>\d\d)(-(?P<day>\d\d))?)?"
)
_INSTANT: Final = re.compile(
    r"(?P<prefix>eq|ge|gt|le|lt|sa|eb)?(?P<at>\d{4}-\d\d-\d\dT\d\d:\d\d(?P<seconds>:\d\d(\.\d+)?)?"
    r"(Z|[+-]\d\d:\d\d)?)"
)
_PREFIXES: Final = "eq, ge, gt, le, lt, sa or eb"
_MODIFIED: Final = re.compile(r"[:.]")
"""As in `name:exact`, and in `patient.name`, which leads on to the patient of an appointment."""
Span = tuple[datetime | None, datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A search: `used` are the parameters that count, `ignored` the names of the others."""

    used: MultiDict[str]
    ignored: Sequence[str]
    limit: int
    before: str | None

    @property
    def is_count_only(self) -> bool:
        return self.limit == 0 or self.used.get("_summary") == "count"


def read_search(
    given: MultiMapping[str],
    known: Sequence[str],
    *,
    unsupported: Collection[str] = (),
    is_strict: bool = False,
) -> Asked:
    """What was asked for; raises Problem 400 for what cannot be read, is `unsupported`, or is
    unknown if strict."""
    used: MultiDict[str] = MultiDict()
    ignored: list[str] = []
    for name, value in given.items():
        plain = _MODIFIED.split(name, maxsplit=1)[0]
        if name in (*known, CURSOR, COUNT) or (name, value) == ("_summary", "count"):
            used.add(name, value)
        elif plain in known:
            raise _wrong(plain, "takes no modifier here, and leads on to no other")
        elif plain in unsupported:
            raise _wrong(plain, "is not supported here; see /fhir/metadata")
        elif name != FORMAT:
            ignored.append(name)
    if ignored and is_strict:
        raise Problem(400, "A search parameter is not supported; see /fhir/metadata.")
    for name in set(used):
        if sum(value.count(",") + 1 for value in used.getall(name)) > MOST_VALUES:
            raise _wrong(name, f"takes {MOST_VALUES} values at most")
    for name in (CURSOR, COUNT):
        if len(used.getall(name, [])) > 1:
            raise _wrong(name, "was given twice")
    cursor = used.get(CURSOR)
    return Asked(used=used, ignored=ignored, limit=_count(used.get(COUNT)), before=_before(cursor))


def tokens(asked: Asked, name: str) -> list[str] | None:
    """The codes of a token parameter, of which any will do; a system before | is not looked at."""
    values = asked.used.getall(name, [])
    if not values:
        return None
    sets = [{one.rpartition("|")[2].strip() for one in value.split(",")} for value in values]
    return sorted(set.intersection(*sets))


def references(asked: Asked, names: Sequence[str], kind: str, base: str) -> list[str] | None:
    """Ids out of `patient=ID`, `patient=Patient/ID` or the whole address; None if not asked."""
    sets = [
        {_reference(name, one, kind, base) for one in value.split(",")}
        for name in names
        for value in asked.used.getall(name, [])
    ]
    return sorted(set.intersection(*sets)) if sets else None


def mapped(codes: Sequence[str] | None, ours: Mapping[str, Sequence[str]]) -> list[str] | None:
    """Our states for FHIR's; one that none of ours has simply finds nothing."""
    if codes is None:
        return None
    return sorted({one for code in codes for one in ours.get(code, ())})


def spans(asked: Asked, name: str, zone: ZoneInfo) -> list[Span]:
    """The spans of a date parameter, all of which must hold. A day is one of `zone`."""
    return [_span(name, value, zone) for value in asked.used.getall(name, [])]


def _span(name: str, value: str, zone: ZoneInfo) -> Span:
    try:
        # In an address a + that was not encoded is a space.
        prefix, start, end = _period(name, value.strip().replace(" ", "+"), zone)
    except (ValueError, OverflowError):
        raise _wrong(name, "is no date of the calendar") from None
    before_it, after_it = {
        "eq": (start, end),
        "ge": (start, None),
        "gt": (end, None),
        "sa": (end, None),
        "le": (None, end),
        "lt": (None, start),
        "eb": (None, start),
    }[prefix]
    return before_it, after_it


def _period(name: str, value: str, zone: ZoneInfo) -> tuple[str, datetime, datetime]:
    """The prefix, and the half-open period that a date of any precision covers, in UTC."""
    if found := _INSTANT.fullmatch(value):
        at = datetime.fromisoformat(found["at"])
        at = (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
        return found["prefix"] or "eq", at, at + _as_exact_as(found["seconds"])
    found = _DATE.fullmatch(value)
    if found is None:
        raise _wrong(name, f"must be a date like 2026-10-25; before it may stand {_PREFIXES}")
    year, month, day = int(found["year"]), int(found["month"] or 1), int(found["day"] or 1)
    start = datetime(year, month, day, tzinfo=zone)
    return found["prefix"] or "eq", start.astimezone(UTC), _end(found, start)


def _as_exact_as(seconds: str | None) -> timedelta:
    """How long a time lasts, by what was written of it: ":00.000" is one thousandth of a second."""
    if not seconds:
        return timedelta(minutes=1)
    return timedelta(milliseconds=1) if "." in seconds else timedelta(seconds=1)


def _end(found: re.Match[str], start: datetime) -> datetime:
    """When the day, month or year is over; of the calendar's last there is no more than its end."""
    try:
        if found["day"]:
            end = start + timedelta(days=1)
        elif found["month"]:
            end = start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
        else:
            end = start.replace(year=start.year + 1)
        return end.astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.max.replace(tzinfo=UTC)


def _reference(name: str, value: str, kind: str, base: str) -> str:
    plain = value.strip().removeprefix(f"{base}/").removeprefix(f"{kind}/")
    if not _ID.fullmatch(plain):
        raise _wrong(name, f"must be an id or {kind}/id")
    return plain


def _count(value: str | None) -> int:
    if value is None:
        return DEFAULT_LIMIT
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise _wrong(COUNT, "must be a whole number")
    return min(int(value), MAXIMUM_LIMIT)


def _before(cursor: str | None) -> str | None:
    try:
        return read_cursor(cursor) if cursor else None
    except Problem:
        raise _wrong(CURSOR, "is not one of ours: follow the link `next` as it was") from None


def _wrong(name: str, why: str) -> Problem:
    return Problem(400, f"The search parameter {name} {why}.")
