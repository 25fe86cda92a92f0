from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnderstood:
    """What the person said led to nothing."""

    reason: str
