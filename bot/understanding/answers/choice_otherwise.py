"""A time on offer, but otherwise: "2 but later", "the Wednesday one but after 3", "3 by phone"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import regex

from bot.commands import Choice, OpenQuestion
from bot.understanding.answers.days import WEEKDAYS
from bot.understanding.answers.earlier_or_later import AROUND, as_utc, beside, is_later
from bot.understanding.answers.number import NUMBER_WORDS, ORDINALS
from bot.understanding.answers.wish_for_time import read_wish
from bot.understanding.normalise import normalise
from bot.understanding.situation import Situation

_START: Final = regex.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})")
_BUT: Final = regex.compile(
    r"^(?P<which>.{1,40}?)[\s,.]+"
    r"(?:(?:but|tho|though|if|only|just|(?:can|could) (?:it|i|we))\b\s*)+"
    r"(?P<rest>.+)$",
    regex.IGNORECASE | regex.DOTALL,
)
_LONGEST: Final = 120


def read_choice_otherwise(
    text: str, question: OpenQuestion, situation: Situation
) -> dict[str, Any] | None:
    """The wish for the day of a time on offer at another hour, or another way of meeting."""
    if len(text) > _LONGEST:
        return None
    words = normalise(text).spoken()
    start = _start_of_choice(words, question, situation)
    if start is not None and (later := is_later(_rest(words))) is not None:
        return beside(start, text, later=later)
    found = _BUT.match(text)
    if found is None:
        return None
    which = normalise(found["which"]).spoken()
    start = (
        _start_of_choice(which, question, situation) if AROUND.issuperset(_rest(which)) else None
    )
    if start is None:
        return None
    value = read_wish(
        found["rest"],
        before=_as_wish(start),
        now=situation.now,
        timezone=situation.timezone,
    )
    return value if isinstance(value, dict) and (value["windows"] or value["exact"]) else None


def _start_of_choice(
    words: Sequence[str], question: OpenQuestion, situation: Situation
) -> datetime | None:
    """When the one time begins that the words name by its number or its weekday, on their clock."""
    zone = ZoneInfo(situation.timezone)
    starts = [_start(choice, zone) for choice in question.choices]
    numbers = {number for word in words if (number := _number(word)) is not None}
    weekdays = {WEEKDAYS[word] for word in words if word in WEEKDAYS}
    if len(numbers) + len(weekdays) != 1:
        return None
    if numbers:
        place = numbers.pop() - 1
        return starts[place] if 0 <= place < len(starts) else None
    on_it = [start for start in starts if start is not None and start.weekday() in weekdays]
    return on_it[0] if len(on_it) == 1 else None


def _number(word: str) -> int | None:
    if word.isdecimal() and len(word) <= 2:
        return int(word)
    return ORDINALS.get(word) or (NUMBER_WORDS.get(word) if word not in ("one", "too") else None)


def start_of_choice(choice: Choice, timezone: str) -> datetime | None:
    """When a time on offer begins, on their clock; None for "No thanks"."""
    return _start(choice, ZoneInfo(timezone))


def _start(choice: Choice, zone: ZoneInfo) -> datetime | None:
    for value in choice.slots.values():
        if found := _START.search(str(value)):
            with suppress(ValueError):
                return datetime.fromisoformat(found.group()).astimezone(zone)
    return None


def _rest(words: Sequence[str]) -> list[str]:
    return [word for word in words if _number(word) is None and word not in WEEKDAYS]


def _as_wish(start: datetime) -> Mapping[str, Any]:
    end = start + timedelta(minutes=30)
    return {
        "windows": [[as_utc(start), as_utc(end)]],
        "exact": as_utc(start),
        "words": f"{start.day}/{start.month}",
    }
