from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """A person is needed; the stack is parked until they are done."""

    reason: str
