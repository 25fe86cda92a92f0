"""One day or one time of day, for questions that keep it as text: "2026-12-14", "14:30"."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import regex

from bot.understanding.answers.when import read_when

_ISO: Final = regex.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
_ONE_CLOCK_TIME: Final = timedelta(minutes=30)


def read_day(text: str, *, now: datetime, timezone: str) -> str | None:
    """The day that the text names, as ISO date; None where it names none or several."""
    written = _ISO.search(text[:400])
    if written is not None:
        with suppress(ValueError):
            return date.fromisoformat(written[1]).isoformat()
    value = read_when(text, now=now, timezone=timezone)
    if not isinstance(value, dict):
        return None
    days = {start.date() for start, _ in _spans(value, timezone)}
    if len(days) > 1 and value["exact"]:
        days = {_local(value["exact"], timezone).date()}
    return days.pop().isoformat() if len(days) == 1 else None


def read_clock(text: str, *, now: datetime, timezone: str) -> str | None:
    """The time of day that the text names, as HH:MM; None for "mornings" or several."""
    value = read_when(text, now=now, timezone=timezone)
    if not isinstance(value, dict):
        return None
    if value["exact"]:
        return f"{_local(value['exact'], timezone):%H:%M}"
    spans = _spans(value, timezone)
    times = {start.time() for start, end in spans if end - start <= _ONE_CLOCK_TIME}
    is_one = len(times) == 1 and all(end - start <= _ONE_CLOCK_TIME for start, end in spans)
    return f"{times.pop():%H:%M}" if is_one else None


def _spans(value: dict[str, Any], timezone: str) -> list[tuple[datetime, datetime]]:
    return [(_local(start, timezone), _local(end, timezone)) for start, end in value["windows"]]


def _local(iso: str, timezone: str) -> datetime:
    return datetime.fromisoformat(iso).astimezone(ZoneInfo(timezone))
