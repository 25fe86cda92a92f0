"""How long before a visit its reminders go, as a manager types it."""

from __future__ import annotations

import re
from typing import Final

from actions.booking.reminder_rules import HOW_LONG

_APART: Final = re.compile(r"[\s,;&]+")
_TIME: Final = re.compile(
    r"(?<![a-z0-9])([0-9]+|(?:an?|one)(?=\s))\s*(?:d|days?|h|hrs?|hours?|w|wks?|weeks?)(?![a-z])"
)
_BESIDE: Final = frozenset({"and", "before", "then", "or", "the", "plus"})
_DAYS_IN_A_WEEK: Final = 7


def read_times(typed: str) -> tuple[tuple[str, ...], bool]:
    """Times such as "3d" and "2h", each once, and whether all that was typed was understood.

    "3 days, 1 day", "3d 1d", "1 week and 2 hours before" are all understood.
    """
    text = typed.lower()
    found = tuple(dict.fromkeys(_short(one) for one in _TIME.finditer(text)))
    rest = [one for one in _APART.split(_TIME.sub(" ", text).replace(".", " ")) if one]
    known = tuple(one for one in found if re.fullmatch(HOW_LONG, one))
    return known, known == found and set(rest) <= _BESIDE


def _short(time: re.Match[str]) -> str:
    amount = int(time[1]) if time[1].isdecimal() else 1
    unit = time[0].removeprefix(time[1]).strip()[0]
    return f"{amount * _DAYS_IN_A_WEEK}d" if unit == "w" else f"{amount}{unit}"
