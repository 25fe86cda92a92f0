"""Times as a link worker reads them: "5 minutes", "Tue 3 March, 10:00"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time to show: `iso` for machines, `words` for people, `ago` since then."""

    iso: str
    words: str
    ago: str


def age(since: datetime, now: datetime) -> str:
    """How long ago `since` was, in its two largest units: "1 day 3 hours"."""
    seconds = max(0, int((now - since).total_seconds()))
    parts: list[str] = []
    for name, size in _UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
        elif parts:
            break
    return " ".join(parts[:2]) or "less than a minute"


def day_words(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """The day of `at` in the practice's zone: "today", "yesterday", "Tue 3 March"."""
    day, today = at.astimezone(zone).date(), now.astimezone(zone).date()
    near = {0: "today", 1: "yesterday", -1: "tomorrow"}.get((today - day).days)
    if near:
        return near
    year = "" if day.year == today.year else f" {day.year}"
    return f"{at.astimezone(zone):%a} {day.day} {day:%B}{year}"


def moment(at: datetime, zone: ZoneInfo, now: datetime) -> Moment:
    """`at` as shown to staff of a practice in `zone`."""
    local = at.astimezone(zone)
    return Moment(
        iso=at.isoformat(timespec="seconds"),
        words=f"{day_words(at, zone, now)}, {local:%H:%M}",
        ago=age(at, now),
    )


def is_older(at: datetime, now: datetime, *, minutes: int) -> bool:
    return now - at > timedelta(minutes=minutes)
