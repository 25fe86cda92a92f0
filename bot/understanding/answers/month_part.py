"""A part of a month: "the end of the month", "start of december", "mid january"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.understanding.answers.birth_date import MONTHS
from bot.understanding.answers.days import Days, horizon

_PARTS: Final = {
    **dict.fromkeys(("start", "beginning", "early"), range(1, 8)),
    **dict.fromkeys(("middle", "mid"), range(10, 21)),
    **dict.fromkeys(("end", "late"), range(24, 32)),
}
_SMALL: Final = frozenset(["of", "o", "the", "in", "on"])
_NEXT: Final = frozenset(["next", "following"])
_THIS: Final = frozenset(["this"])


def read_month_part(tokens: Sequence[str], today: date) -> Days | None:
    """The days of that part which can be booked, the soonest such month first; None if none."""
    part = _PARTS.get(tokens[0])
    at = 1
    while part is not None and at < len(tokens) and tokens[at] in _SMALL:
        at += 1
    is_next = at < len(tokens) and tokens[at] in _NEXT
    at += at < len(tokens) and tokens[at] in _NEXT | _THIS
    if part is None or at >= len(tokens):
        return None
    if tokens[at] == "month":
        month = today.month % 12 + 1 if is_next else today.month
    elif tokens[at] in MONTHS:
        month = MONTHS[tokens[at]]
    else:
        return None
    days = frozenset(day for day in horizon(today) if day.month == month and day.day in part)
    return Days(days, at + 1) if days else None
