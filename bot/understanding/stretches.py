"""Stretches of a text, kept so that asking for an overlap costs little however many there are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Stretches:
    """Half-open [start, end) stretches; those that overlap or touch become one."""

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def overlap(self, start: int, end: int) -> bool:
        """Whether any has a place in common with [start, end)."""
        before = bisect_right(self._starts, start)
        if before and self._ends[before - 1] > start:
            return True
        return before < len(self._starts) and self._starts[before] < end

    def add_apart(self, start: int, end: int) -> bool:
        """Add one that overlaps none; False, and nothing added, if it does."""
        if self.overlap(start, end):
            return False
        place = bisect_right(self._starts, start)
        self._starts.insert(place, start)
        self._ends.insert(place, end)
        return True
