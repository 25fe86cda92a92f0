"""Another time than the one booked, named in a question or in place of it: "what about Friday?"."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import regex

from bot.understanding.answers.only_time import says_only_when
from bot.understanding.answers.wish_for_time import read_named_time

_OPENING: Final = regex.compile(
    r"^\W*(?:(?:so|or|and|hi|hello|hiya|hey|sorry|eh|oh|och|ok|okay|wait|just wondering|wondering|"
    r"please|no|actually)\b[\s,.!]*)*"
)
_ASKS: Final = regex.compile(
    r"^(?:(?:what|how|whit|hoo)\s?(?:about|aboot)|any chance (?:of|for)|"
    r"(?:(?:do|have|hiv|are|is|huv)\s(?:you|ye|yous|youse|yis|there|she|morag)\s)?"
    r"(?:(?:have|hae|do|got|get|free)\s)?(?:(?:anything|anythin|any|ony|a time|a slot|a space|"
    r"something|times|slots|spaces|space|room)\s)*(?:free\s|available\s|left\s)*(?=on|for|the|next|in|"
    r"mon|tue|wed|thu|fri|sat|sun|tomorrow|the morn|\d))\s*",
)
_POSSIBLE: Final = regex.compile(r"^(?:is|are|would|wid|could|can|will|does|do)\b")
_AVAILABLE: Final = regex.compile(
    r"\b(?:(?:at all|free|available|left|an? option|suit (?:you|yous|ye|her|morag))\W*)+$"
)
_NOT: Final = regex.compile(
    r"^(?P<wanted>.{3,60}?)[\s,]+(?:not|no|nae|rather than)\s+(?P<other>.+)$"
)
_OF_BOOKED: Final = regex.compile(r"^(?:is|was|will)\s(?:it|that|this)\b")
_LONGEST: Final = 80


def time_asked_about(text: str, *, now: datetime, timezone: str) -> dict[str, Any] | None:
    """The wish, as `read_named_time` gives it, where a text asks for a time and does no more."""
    said = _OPENING.sub("", text.casefold().strip()).replace("’", "'")
    if len(said) > _LONGEST or _OF_BOOKED.match(said):
        return None
    today = now.astimezone(ZoneInfo(timezone)).date()
    asked = _asked(said) or _wanted(said, now)
    if asked is None or not says_only_when(asked, today):
        return None
    value = read_named_time(asked, now=now, timezone=timezone)
    return value if isinstance(value, dict) and value["windows"] else None


def _asked(said: str) -> str | None:
    """What a question is about."""
    found = _ASKS.match(said)
    rest = said[found.end() :] if found else said
    is_question = said.endswith("?") or bool(found and found.group()) or _POSSIBLE.match(said)
    return _AVAILABLE.sub("", rest.rstrip("? ")) if is_question else None


def _wanted(said: str, now: datetime) -> str | None:
    """ "Wednesday not Tuesday" wishes for Wednesday."""
    found = _NOT.match(said)
    if found is None or not says_only_when(found["other"], now.date()):
        return None
    return found["wanted"]
