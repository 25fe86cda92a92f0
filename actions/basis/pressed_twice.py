"""A button that was pressed twice, or a page that was sent again by a bad line: one thing, not two.

Bookings and texts have their own guard. Here the same words by the same hand within seconds are
taken for one: nobody writes the same note twice in that time and means two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar

WITHIN: Final = timedelta(seconds=30)


class _Kept(Protocol):
    staff_id: str
    at: datetime


T = TypeVar("T", bound=_Kept)


def kept_just_now(
    rows: Iterable[T], staff_id: str, now: datetime, is_same: Callable[[T], bool]
) -> T | None:
    """Of what is kept already, what this press would only keep again; None if it is new."""
    for row in rows:
        if row.staff_id == staff_id and row.at > now - WITHIN and is_same(row):
            return row
    return None
