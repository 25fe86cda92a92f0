""" "Friday, same time": the hour of the chat that is booked, on another day."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import regex

from bot.understanding.situation import Situation

_SAME_TIME: Final = regex.compile(
    r"\b(?:(?:but|just|and|at|for|fur)\s+){0,3}(?:the\s+|that\s+)?(?:same|sam|usual)\s*(?:time|tiem|hour|slot)\b"
    r"(?!\s+(?:as\s+)?(?:still|then))(?:[\s,]+(?:but|and|just)\b)*,?",
    regex.IGNORECASE,
)


def with_same_time_told(text: str, situation: Situation) -> str:
    """The text with that hour in figures; as it is where no chat is booked."""
    start = situation.slots.get("appointment_at")
    if not situation.slots.get("has_appointment") or not isinstance(start, str) or not start:
        return text
    at = datetime.fromisoformat(start).astimezone(ZoneInfo(situation.timezone))
    rest = _SAME_TIME.sub(" ", text)
    has_more = any(map(str.isalnum, rest))
    return _SAME_TIME.sub(f" at {at:%H:%M} ", text) if has_more else text
