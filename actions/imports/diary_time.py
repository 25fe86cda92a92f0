"""The time of an appointment, as diaries of practice systems and spreadsheets write it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time
from typing import Final

_LONGEST: Final = 60
_DAYS: Final = (
    *("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%d-%b-%Y", "%d/%b/%Y"),
    *("%d %b %Y", "%d %B %Y", "%d/%m/%y", "%d-%m-%y", "%d.%m.%y", "%d-%b-%y", "%d %b %y"),
)
_TIMES: Final = (
    *("%H:%M", "%H:%M:%S", "%H.%M", "%H%M", "%I:%M%p", "%I:%M %p", "%I:%M:%S %p"),
    *("%I.%M%p", "%I.%M %p", "%I%p", "%I %p"),
)
_DAY_AND_CLOCK: Final = re.compile(
    r"(?P<day>\S.*?)\s+(?P<clock>\d{1,2}[:.]\d.*|\d{4}|\d{1,2} ?[ap]m)", re.IGNORECASE
)
_WEEKDAY: Final = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"^(\d{1,2})(st|nd|rd|th)\b", re.IGNORECASE)
_MIDNIGHT: Final = re.compile(r"[ T]00:00(:00(\.0{1,6})?)?(?=\s+\d)")
"""What a date carries whose time stands in a column of its own."""
_UNTIL: Final = re.compile(r"\s*[-\u2013]\s*(?P<end>\d{1,2}[:.]?\d\d\s*([ap]m)?)$", re.IGNORECASE)
"""When it is over, behind when it begins: "09:30 - 10:00"."""


def read_time(cell: str) -> datetime | None:
    """The day and time; None for half of one, or none.

    >>> read_time("Thu 3-Dec-26 9.30am"), read_time("03/12/2026 00:00 09:30 - 10:00")
    (datetime.datetime(2026, 12, 3, 9, 30), datetime.datetime(2026, 12, 3, 9, 30))
    """
    if len(cell) > _LONGEST:
        return None
    try:
        # A day alone would be read as its midnight.
        return datetime.fromisoformat(cell) if len(cell) > len("2026-11-26") else None
    except ValueError:
        pass
    found = _day_and_clock(cell)
    day = _by_any(_DAYS, found["day"]) if found else None
    clock = read_clock(_UNTIL.sub("", found["clock"])) if found else None
    return datetime.combine(day, clock) if day and clock is not None else None


def read_clock(cell: str) -> time | None:
    """A time of day alone.

    >>> read_clock("9.30am"), read_clock("half nine")
    (datetime.time(9, 30), None)
    """
    found = _by_any(_TIMES, cell) if len(cell) <= _LONGEST else None
    return found.time() if found else None


def read_until(cell: str) -> time | None:
    """When it is over, where that stands behind when it begins.

    >>> read_until("03/12/2026 09:30 - 10:15"), read_until("03/12/2026 09:30")
    (datetime.time(10, 15), None)
    """
    begins = _day_and_clock(cell) if len(cell) <= _LONGEST else None
    found = _UNTIL.search(begins["clock"]) if begins else None
    return read_clock(found["end"]) if found else None


def _day_and_clock(cell: str) -> re.Match[str] | None:
    plain = _ORDINAL.sub(r"\1", _WEEKDAY.sub("", _MIDNIGHT.sub("", cell), count=1))
    return _DAY_AND_CLOCK.fullmatch(plain)


def _by_any(forms: Iterable[str], text: str) -> datetime | None:
    for form in forms:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 -- a wall clock
        except ValueError:
            continue
    return None
