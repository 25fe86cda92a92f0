from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowCompleted:
    """A flow came to its end; `step` is its last step."""

    flow: str
    step: str
