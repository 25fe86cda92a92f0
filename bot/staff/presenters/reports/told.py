"""How a count of people is told, so that nobody can be picked out or worked out.

One to four is "fewer than 5"; more is rounded to the nearest five. A sum is told as it is only
where no small part of it could be worked out from it and the other parts (docs/adr/0017).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from actions.privacy.without_persons import SMALLEST

STEP: Final = 5
FEWEST_FOR_SHARE: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """`shown` is what people read; `size` the number in it, None where it is not told; `count` the
    true one, for shares, None where even those would say too much."""

    shown: str
    size: int | None
    count: int | None = field(default=None, repr=False)

    @property
    def is_hidden(self) -> bool:
        return self.size is None


NOT_TOLD: Final = Told(shown="not told", size=None)


def told(count: int) -> Told:
    """One count: "0", "fewer than 5", or rounded to the nearest five."""
    if 0 < count < SMALLEST:
        return Told(shown=f"fewer than {SMALLEST}", size=None)
    return Told(shown=f"{_rounded(count):,}", size=_rounded(count), count=count)


def told_sum(*partitions: Iterable[int]) -> Told:
    """The sum of the counts of each of `partitions`, which divide the same people differently.

    Where it could give a small part away it is "about" what its parts are told as: the middle of
    what they may add up to, which says nothing that they do not say.
    """
    divided = [tuple(parts) for parts in partitions]
    if all(may_be_told(parts) for parts in divided):
        return told(sum(divided[0]))
    least, most = _range_of_sum(divided[0])
    rounded = _rounded((least + most) // 2)
    if rounded == 0:
        return Told(shown=f"fewer than {most + 1}", size=None)
    return Told(shown=f"about {rounded:,}", size=rounded)


def may_be_told(parts: Sequence[int]) -> bool:
    """Whether their sum leaves two values open, or more, for each part that is not told.

    It looks at nothing but what the parts are told as, so that the answer gives nothing away.
    """
    if not any(0 < part < SMALLEST for part in parts):
        return True
    least, most = _range_of_sum(parts)
    return least != _range(least)[1] and most != _range(most)[0]


def share(part: Told, whole: Told) -> str:
    """A percentage, to the nearest five; "" where there are too few to say.

    It is that of the true counts only where both those in the part and those out of it are told;
    else it is that of the numbers as told, which says nothing more.
    """
    if part.size is None or whole.size is None or whole.size < FEWEST_FOR_SHARE:
        return ""
    some, every = part.size, whole.size
    out_of_it = None if part.count is None or whole.count is None else whole.count - part.count
    if part.count is not None and out_of_it is not None and min(part.count, out_of_it) >= SMALLEST:
        some, every = part.count, part.count + out_of_it
    return f"{min(100, _rounded(round(100 * some / every)))}%"


def _range_of_sum(parts: Sequence[int]) -> tuple[int, int]:
    ranges = [_range(part) for part in parts]
    return sum(low for low, _ in ranges), sum(high for _, high in ranges)


def _range(count: int) -> tuple[int, int]:
    """The least and the most that a count may be that is told as this one is."""
    if count == 0:
        return 0, 0
    if count < SMALLEST:
        return 1, SMALLEST - 1
    rounded = _rounded(count)
    return max(SMALLEST, rounded - STEP // 2), rounded + STEP // 2


def _rounded(count: int) -> int:
    return STEP * ((count + STEP // 2) // STEP)
