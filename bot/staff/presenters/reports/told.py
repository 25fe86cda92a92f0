"""How a count of people is told, so that nobody can be picked out or worked out.

One to four is "fewer than 5"; more is rounded to the nearest five. A sum is told only where no
small part of it could be worked out from it and the other parts (docs/adr/0017).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

SMALLEST: Final = 5
STEP: Final = 5
FEWEST_FOR_SHARE: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """`shown` is what people read; `size` the number behind it, None where it is not told."""

    shown: str
    size: int | None

    @property
    def is_hidden(self) -> bool:
        return self.size is None


NOT_TOLD: Final = Told(shown="not told", size=None)


def told(count: int) -> Told:
    """One count: "0", "fewer than 5", or rounded to the nearest five."""
    if 0 < count < SMALLEST:
        return Told(shown=f"fewer than {SMALLEST}", size=None)
    rounded = STEP * ((count + STEP // 2) // STEP)
    return Told(shown=f"{rounded:,}", size=rounded)


def told_sum(*partitions: Iterable[int]) -> Told:
    """The sum of the counts of each of `partitions`, which divide the same people differently."""
    divided = [tuple(parts) for parts in partitions]
    if not all(may_be_told(parts) for parts in divided):
        return NOT_TOLD
    return told(sum(divided[0]))


def may_be_told(parts: Sequence[int]) -> bool:
    """Whether their sum leaves two values open, or more, for each part that is not told.

    It looks at nothing but what the parts are told as, so that a "not told" gives nothing away.
    """
    ranges = [_range(part) for part in parts]
    if not any(0 < part < SMALLEST for part in parts):
        return True
    least, most = sum(low for low, _ in ranges), sum(high for _, high in ranges)
    return least != _range(least)[1] and most != _range(most)[0]


def share(part: Told, whole: Told) -> str:
    """So many of a hundred, from the numbers as told; "" where there are too few to say."""
    if part.size is None or whole.size is None or whole.size < FEWEST_FOR_SHARE:
        return ""
    return f"{min(100, round(100 * part.size / whole.size))} of 100"


def _range(count: int) -> tuple[int, int]:
    """The least and the most that a count may be that is told as this one is."""
    if count == 0:
        return 0, 0
    if count < SMALLEST:
        return 1, SMALLEST - 1
    rounded = STEP * ((count + STEP // 2) // STEP)
    return max(SMALLEST, rounded - STEP // 2), rounded + STEP // 2
