"""A time told by another: "a bit later", "an hour later", "half an hour earlier", "sooner"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import regex

from bot.understanding.answers.number import NUMBER_WORDS
from bot.understanding.normalise import normalise
from bot.understanding.word_list import answer_words

AROUND: Final = answer_words("around_otherwise") | answer_words("number_fillers")
_LATER: Final = frozenset(["later"])
_EARLIER: Final = frozenset(["earlier", "sooner"])
_WISHES: Final = _LATER | _EARLIER
_AMISS: Final = {"early": True, "late": False}
"""Too early is to be later."""
_BY: Final = regex.compile(
    r"\b(?:(?P<half>half (?:an?|and))|(?P<few>[a-z]+|\d{1,3})) (?P<unit>hour|hr|minute|min)s?"
    r"(?: or so)? (?P<side>later|earlier|sooner)\b"
)
_PRAISE: Final = answer_words("when_good")
_ONE: Final = frozenset(["a", "an", "and"])
""" "An hour" is read as the Scots "an' hour"."""
_MOST: Final = timedelta(hours=8)
_CHAT: Final = timedelta(minutes=30)
_LONGEST: Final = 80


def is_later(words: Sequence[str]) -> bool | None:
    """Whether it is wished for later, or earlier; None where they say neither, or more besides."""
    said = set(words)
    if any(words[at - 1] in ("not", "no") for at, word in enumerate(words) if word in _WISHES):
        return None
    wishes = {True for _ in said & _LATER} | {False for _ in said & _EARLIER}
    if "ill" not in said:  # "2 but I'll be a bit late"
        wishes |= {_AMISS[word] for word in said & _AMISS.keys() if said & {"too", "bit", "not"}}
    if len(wishes) != 1 or not said <= AROUND | _WISHES | _AMISS.keys():
        return None
    return wishes.pop()


def beside(start: datetime, text: str, *, later: bool) -> dict[str, Any]:
    """The wish, as `read_when` gives it, for the rest of the day after `start`, or before it."""
    midnight = start.replace(hour=0, minute=0)
    span = (start + timedelta(minutes=1), midnight + timedelta(days=1))
    return _wish(span if later else (midnight, start), text)


def read_earlier_or_later(
    text: str, start: datetime | None, *, now: datetime, timezone: str
) -> dict[str, Any] | None:
    """The wish for a time before or after the one that begins at `start`; None where none is told.

    "Sooner" may be on any day before it.
    """
    if start is None or len(text) > _LONGEST:
        return None
    words = [word for word in normalise(text).spoken() if word not in _PRAISE]
    local = start.astimezone(ZoneInfo(timezone))
    if (found := _BY.search(" ".join(words))) is not None:
        return _away(found, local, text)
    later = is_later(words)
    if later is None or ("too" not in words and not _WISHES.intersection(words)):
        return None  # "a bit late" is told of oneself
    if "sooner" in words and now < local:
        return _wish((now, local), text)
    return beside(local, text, later=later)


def _away(found: regex.Match[str], start: datetime, text: str) -> dict[str, Any] | None:
    few = found["few"] or ""
    count = 0.5 if found["half"] else 1 if few in _ONE else NUMBER_WORDS.get(few)
    if count is None:
        count = int(few) if few.isdecimal() else 0
    is_hours = found["unit"].startswith("h")
    by = timedelta(hours=count) if is_hours else timedelta(minutes=count)
    if not timedelta() < by <= _MOST:
        return None
    at = start + by if found["side"] == "later" else start - by
    return _wish((at, at + _CHAT), text) | {"exact": as_utc(at)}


def _wish(span: tuple[datetime, datetime], text: str) -> dict[str, Any]:
    windows = [[as_utc(moment) for moment in span]]
    return {"windows": windows, "exact": None, "words": text.strip()}


def as_utc(moment: datetime) -> str:
    """The moment as the values of time slots have it."""
    return moment.astimezone(UTC).isoformat(timespec="minutes")
