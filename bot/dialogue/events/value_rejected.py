from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRejected:
    """A value was refused; `attempts` counts the refusals of this question."""

    slot: str
    attempts: int
