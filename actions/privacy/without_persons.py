"""The core data set without persons: no ids, months for days, and nothing that marks out few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

SMALLEST: Final = 5
"""Fewer people than these are never told of (docs/adr/0017)."""
_GONE: Final = frozenset({"referral_id", "person_id"})
_SHARED: Final = ("practice_code", "age_band", "sex", "ethnicity", "language")
"""What others may know of somebody: a row keeps them only when enough people of its practice have
them all alike."""


def without_persons(
    columns: Sequence[str], lines: Sequence[Sequence[object]]
) -> list[list[object]]:
    """The lines in order of what they hold, so that not even the order tells one from another."""
    known = [columns.index(name) for name in _SHARED if name in columns]
    person = columns.index("person_id")
    # People, not rows: whoever came back often is still one of a kind.
    alike: dict[tuple[object, ...], set[object]] = defaultdict(set)
    for line in lines:
        alike[tuple(line[place] for place in known)].add(line[person])
    made = []
    for line in lines:
        is_rare = len(alike[tuple(line[place] for place in known)]) < SMALLEST
        made.append(
            [_cell(name, value, is_rare) for name, value in zip(columns, line, strict=True)]
        )
    return sorted(made, key=lambda line: [str(cell) for cell in line])


def _cell(column: str, value: object, is_rare: bool) -> object:
    if column in _GONE:
        return None
    if is_rare and column in _SHARED and column != "practice_code":
        return None
    if column.endswith("_date") and isinstance(value, str):
        return value[:7]
    return value
