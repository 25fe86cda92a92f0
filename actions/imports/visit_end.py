"""When an appointment of a diary is over: by its own column, by its length, or behind its start.

What a diary keeps free for a long visit must not be offered to somebody else here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Final

from actions.imports.diary_time import read_clock, read_time, read_until

SHORTEST: Final = timedelta(minutes=5)
LONGEST: Final = timedelta(hours=8)
_MINUTES: Final = re.compile(r"(\d{1,3})\s*(m|mins?|minutes?)?\.?", re.IGNORECASE)
_HOURS: Final = re.compile(r"(\d(?:\.\d{1,2})?)\s*(h|hrs?|hours?)\.?", re.IGNORECASE)
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d\d)(:00)?")


def end_of(
    cells: Mapping[str, str], starts: datetime, usual: timedelta
) -> tuple[datetime, str | None]:
    """The end, in the zone of `starts`, and a note where what the row says of it is not followed.
    A row that says nothing is as long as the practice's visits are."""
    told = [cells.get(name, "") for name in ("ends_at", "minutes")]
    until = read_until(cells.get("starts_at", ""))
    ends = _ends(told[0], starts) or _after(told[1], starts) or _at(until, starts)
    if ends is not None and SHORTEST <= ends - starts <= LONGEST:
        return ends, None
    if not any(told) and until is None:
        return starts + usual, None
    minutes = round(usual / timedelta(minutes=1))
    return starts + usual, f"its end is not understood, so it is kept for {minutes} minutes"


def _ends(cell: str, starts: datetime) -> datetime | None:
    """Of a cell with a day and time, or with a time alone."""
    moment = read_time(cell)
    if moment is None:
        return _at(read_clock(cell), starts)
    return moment if moment.tzinfo else moment.replace(tzinfo=starts.tzinfo)


def _after(cell: str, starts: datetime) -> datetime | None:
    """Of a cell that says how long: "45", "45 mins", "0:45", "1.5 hours"."""
    if found := _CLOCK.fullmatch(cell):
        return starts + timedelta(hours=int(found[1]), minutes=int(found[2]))
    if found := _HOURS.fullmatch(cell):
        return starts + timedelta(hours=float(found[1]))
    found = _MINUTES.fullmatch(cell)
    return starts + timedelta(minutes=int(found[1])) if found else None


def _at(clock: time | None, starts: datetime) -> datetime | None:
    return datetime.combine(starts.date(), clock, starts.tzinfo) if clock else None
