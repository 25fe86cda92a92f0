"""Days named by what is on them: "hospital that day", "any day after", "after Christmas"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import regex

from bot.understanding.situation import Situation

_THAT_DAY: Final = regex.compile(
    r"\b(?:on |oan )?(?:that|the same|thon|this) (?:day|date)\b", regex.IGNORECASE
)
_NEXT_TO_IT: Final = regex.compile(
    r"\bthe day (?P<side>after|before)(?: that)?\b(?!\s+(?:the|tomorrow|christmas|xmas|chrimbo|"
    r"boxing|new|hogmanay|\d|mon|tue|wed|thu|fri|sat|sun))",
    regex.I,
)
""" "The day after Christmas" is next to another."""
_FROM_IT: Final = regex.compile(
    r"\b(?P<side>after|efter|before|afore)(?:\s+(?:that|then|it))?\s*[.!?]*$"
    r"|\b(?P<side>after|efter|before|afore) (?:that|then|it)\b",
    regex.IGNORECASE,
)
_HOLIDAY: Final = regex.compile(
    r"(?<!\bday )\b(?P<not>not )?(?P<side>after|efter|until|till|til|past|before|afore|in) "
    r"(?:(?:after|efter) )?(?:the )?(?P<name>christmas|xmas|chrimbo|crimbo|new ?year|hogmanay|"
    r"ne['’]?erday)s?(?: day| holidays?| break)?\b(?!\s+eve\b)",
    regex.IGNORECASE,
)
_LAST_OF: Final = {"c": (26, 12), "x": (26, 12)}
"""The last day of the holiday, by the first letter of its name; of the others the 2nd of January,
a bank holiday in Scotland."""
_NEW_YEAR: Final = (2, 1)
_BEFORE: Final = ("before", "afore")


def with_days_told(text: str, situation: Situation) -> str:
    """The text with such days as dates; "that day" is the day of what is booked."""
    text = _HOLIDAY.sub(_around_holiday, text)
    booked = _booked_day(situation.slots, situation.timezone)
    if booked is None:
        return text
    told = _THAT_DAY.sub(f"on {_written(booked)}", text)
    told = _NEXT_TO_IT.sub(lambda found: f"on {_beside(booked, found['side'])}", told)
    return _FROM_IT.sub(lambda found: _around(found, _written(booked)), told)


def _around(found: regex.Match[str], day: str) -> str:
    side = found["side"].casefold()
    return f"before {day}" if side in _BEFORE else f"after {day}"


def _around_holiday(found: regex.Match[str]) -> str:
    """ "Not before" it and "not till" it are after it, "not after" is before."""
    is_before = found["side"].casefold() in _BEFORE
    if found["not"] and found["side"].casefold() in ("before", "afore", "after", "efter"):
        is_before = not is_before
    return f"{'before' if is_before else 'after'} {_holiday(found['name'])}"


def _holiday(name: str) -> str:
    day, month = _LAST_OF.get(name[0].casefold(), _NEW_YEAR)
    return f"{day}/{month}"


def _beside(day: date, side: str) -> str:
    return _written(day + timedelta(days=1 if side.casefold() == "after" else -1))


def _written(day: date) -> str:
    return f"{day.day}/{day.month}"


def _booked_day(slots: Mapping[str, Any], timezone: str) -> date | None:
    start = slots.get("appointment_at")
    if not slots.get("has_appointment") or not isinstance(start, str) or not start:
        return None
    return datetime.fromisoformat(start).astimezone(ZoneInfo(timezone)).date()
