"""How times, ages, numbers and highlighted words look on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

LONDON: Final = "Europe/London"


def day_time(value: datetime, timezone: str = LONDON) -> str:
    """An aware time as "Tue 24 Nov, 9:30am" on the wall clock of `timezone`."""
    return f"{day(value, timezone)}, {clock_time(value, timezone)}"


def day(value: datetime, timezone: str = LONDON) -> str:
    """An aware time as "Tue 24 Nov"."""
    local = value.astimezone(ZoneInfo(timezone))
    return f"{local:%a} {local.day} {local:%b}"


def long_day(value: datetime, timezone: str = LONDON) -> str:
    """An aware time as "24 November 2026": for days years away."""
    return long_date(value.astimezone(ZoneInfo(timezone)))


def long_date(value: date) -> str:
    """A date as "24 November 2026"."""
    return f"{value.day} {value:%B %Y}"


def clock_time(value: datetime, timezone: str = LONDON) -> str:
    """An aware time as "9:30am", or "10am" on the hour."""
    local = value.astimezone(ZoneInfo(timezone))
    minutes = f":{local:%M}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def age(value: datetime, now: datetime) -> str:
    """How long ago, in the largest whole unit: "just now", "12 minutes", "3 hours", "2 days"."""
    seconds = max(0, int((now - value) / timedelta(seconds=1)))
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            count = seconds // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "just now"


def iso(value: datetime) -> str:
    """An aware time for a `<time datetime>` attribute."""
    return value.isoformat(timespec="seconds")


def words(label: str) -> str:
    """A label as words: "mental_health" is "mental health"."""
    return label.replace("_", " ")


def marked(text: str, spans: Iterable[Mapping[str, Any]]) -> Markup:
    """The text with `{start, end, label}` spans in `<mark>`; overlaps join, bad spans are left out.

    The label follows each mark for those who cannot see the colour.
    """
    made = Markup("")
    at = 0
    for start, end, labels in _joined(spans, len(text)):
        made += escape(text[at:start])
        made += Markup('<mark class="mark">{}<span class="hidden"> ({})</span></mark>').format(
            text[start:end], ", ".join(words(label) for label in labels)
        )
        at = end
    return made + escape(text[at:])


def _joined(
    spans: Iterable[Mapping[str, Any]], length: int
) -> list[tuple[int, int, tuple[str, ...]]]:
    joined: list[tuple[int, int, tuple[str, ...]]] = []
    for span in sorted(spans, key=lambda one: (one["start"], one["end"])):
        start, end, label = span["start"], span["end"], span["label"]
        if not 0 <= start < end <= length:
            continue
        if joined and start < joined[-1][1]:
            before = joined.pop()
            labels = before[2] if label in before[2] else (*before[2], label)
            joined.append((before[0], max(end, before[1]), labels))
        else:
            joined.append((start, end, (label,)))
    return joined


ALL: Final[dict[str, Callable[..., Any]]] = {
    "day_time": day_time,
    "day": day,
    "long_day": long_day,
    "long_date": long_date,
    "clock_time": clock_time,
    "age": age,
    "iso": iso,
    "words": words,
    "marked": marked,
}
