"""Weekdays from one to another: "I work Monday to Thursday", "mon-wed"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.understanding.answers.days import PLURALS, WEEKDAYS, Days, all_of

_NAMES: Final = WEEKDAYS | PLURALS
_TO: Final = frozenset(["to", "till", "til", "until", "through", "thru", "-"])


def read_weekday_range(tokens: Sequence[str], today: date) -> Days | None:
    """All such days to come; None where the head of the words is no range."""
    if len(tokens) < 3 or tokens[1] not in _TO:
        return None
    first, last = _NAMES.get(tokens[0]), _NAMES.get(tokens[2])
    if first is None or last is None:
        return None
    numbers = [(first + n) % 7 for n in range((last - first) % 7 + 1)]
    return Days(frozenset().union(*(all_of(number, today) for number in numbers)), 3)


def is_moved_from(tokens: Sequence[str], at: int) -> bool:
    """ "Change Tuesday to Thursday" means the second alone."""
    is_pair = tokens[at] in _NAMES and tuple(tokens[at + 1 : at + 2]) == ("to",)
    return is_pair and not _MOVING.isdisjoint(tokens[:at])


_MOVING: Final = frozenset(["change", "changed", "move", "moved", "swap", "switch"])
