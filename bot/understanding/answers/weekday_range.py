"""Weekdays from one to another: "I work Monday to Thursday", "mon-wed", "between tue and thu"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.understanding.answers.date_range import words_up_to_last
from bot.understanding.answers.days import PLURALS, WEEKDAYS, Days, all_of
from bot.understanding.word_list import answer_words

_NAMES: Final = WEEKDAYS | PLURALS
_TO: Final = answer_words("to")
_AND: Final = frozenset(["and", "&"])


def read_weekday_range(tokens: Sequence[str], today: date) -> Days | None:
    """All such days to come; None where the head of the words is no range."""
    at = 1 if tokens[0] == "between" else 0
    if len(tokens) < at + 3 or tokens[at + 1] not in (_TO | _AND if at else _TO):
        return None
    end = at + 2 + (tuple(tokens[at + 1 : at + 3]) == ("through", "to"))
    first, last = _NAMES.get(tokens[at]), _NAMES.get(tokens[end]) if end < len(tokens) else None
    if first is None or last is None:
        return None
    numbers = [(first + n) % 7 for n in range((last - first) % 7 + 1)]
    return Days(frozenset().union(*(all_of(number, today) for number in numbers)), end + 1)


def words_moved_from(tokens: Sequence[str], at: int) -> int:
    """How many words name the day that is left: "change Tuesday to Thursday" means the second."""
    if _MOVING.isdisjoint(tokens[:at]):
        return 0
    is_pair = tokens[at] in _NAMES and tuple(tokens[at + 1 : at + 2]) == ("to",)
    return 2 if is_pair else words_up_to_last(tokens[at:])


_MOVING: Final = frozenset(["change", "changed", "move", "moved", "swap", "switch"])
