"""A length of time as a person types it: "3 days", "2 hours 30 minutes", "1 week"."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

_UNITS: Final = {
    "week": timedelta(weeks=1),
    "day": timedelta(days=1),
    "hour": timedelta(hours=1),
    "minute": timedelta(minutes=1),
    "second": timedelta(seconds=1),
}
_PART: Final = re.compile(r"(\d{1,4})\s*(week|day|hour|minute|second)s?", re.IGNORECASE)
_WHOLE: Final = re.compile(rf"\s*(?:{_PART.pattern}[\s,]*(?:and\s+)?)+", re.IGNORECASE)


def parse_duration(text: str) -> timedelta:
    """The sum of its parts; ValueError with a hint if it is not a length of time."""
    if not _WHOLE.fullmatch(text):
        raise ValueError('say how long, like "3 days", "2 hours" or "30 minutes"')
    parts = _PART.findall(text)
    return sum((int(count) * _UNITS[unit.lower()] for count, unit in parts), timedelta(0))
