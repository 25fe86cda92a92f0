from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowResumed:
    """An interrupted flow goes on."""

    flow: str
    step: str
