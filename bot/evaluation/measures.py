"""Counts of right and wrong, and how sure one may be of a share."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.evaluation.sets import Judged
from bot.understanding.detection import GRAVE, NEEDS, Detection

Pair = tuple[Judged, Detection]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`hits` of `of`, with the 95% interval that Wilson's score gives; empty where `of` is 0."""

    hits: int
    of: int

    @classmethod
    def counted(
        cls, pairs: Iterable[Pair], among: Callable[[Pair], bool], hit: Callable[[Pair], bool]
    ) -> Share:
        some = [pair for pair in pairs if among(pair)]
        return cls(hits=sum(map(hit, some)), of=len(some))

    @property
    def value(self) -> float:
        return self.hits / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        if not self.of:
            return (0.0, 1.0)
        z, n, p = 1.96, self.of, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return (max(0.0, middle - half), min(1.0, middle + half))

    def to_json(self) -> dict[str, Any]:
        low, high = self.interval
        value = round(self.value, 4) if self.of else None
        return {**asdict(self), "share": value, "low": round(low, 4), "high": round(high, 4)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How often a label was found rightly, wrongly, and missed."""

    right: int
    wrong: int
    missed: int

    @classmethod
    def counted(cls, pairs: Sequence[Pair], label: str) -> Found:
        flags = [(label in judged.needs, label in found.needs) for judged, found in pairs]
        return cls(
            right=sum(is_so and is_found for is_so, is_found in flags),
            wrong=sum(is_found and not is_so for is_so, is_found in flags),
            missed=sum(is_so and not is_found for is_so, is_found in flags),
        )

    @property
    def f1(self) -> float:
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "f1": round(self.f1, 4)}


def needs_of(pairs: Sequence[Pair]) -> dict[str, Any]:
    """F1 of each need, their mean (macro), and of all together (micro)."""
    each = {need: Found.counted(pairs, need) for need in NEEDS}
    total = Found(
        right=sum(found.right for found in each.values()),
        wrong=sum(found.wrong for found in each.values()),
        missed=sum(found.missed for found in each.values()),
    )
    return {
        "macro_f1": round(sum(found.f1 for found in each.values()) / len(each), 4),
        "micro_f1": round(total.f1, 4),
        "each": {need: found.to_json() for need, found in each.items()},
    }


def risk_of(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Shares of what should have been found, and of false alarms."""
    shares = {
        "danger_found": Share.counted(
            pairs, lambda p: p[0].risk in GRAVE, lambda p: p[1].risk in GRAVE
        ),
        "false_alarms": Share.counted(
            pairs, lambda p: p[0].risk == "none", lambda p: p[1].risk in GRAVE
        ),
        "level_told_right": Share.counted(
            pairs,
            lambda p: p[0].risk in GRAVE and p[1].risk in GRAVE,
            lambda p: p[0].risk == p[1].risk,
        ),
        "emergency_told_right": Share.counted(
            pairs,
            lambda p: p[0].risk == "emergency" and p[1].risk in GRAVE,
            lambda p: p[1].risk == "emergency",
        ),
        "urgent_found": Share.counted(
            pairs, lambda p: p[0].risk == "urgent", lambda p: p[1].risk != "none"
        ),
        "urgent_told_right": Share.counted(
            pairs, lambda p: p[0].risk == "urgent", lambda p: p[1].risk == "urgent"
        ),
        "called_urgent_without_need": Share.counted(
            pairs, lambda p: p[0].risk == "none", lambda p: p[1].risk == "urgent"
        ),
    }
    return {name: share.to_json() for name, share in shares.items()}
