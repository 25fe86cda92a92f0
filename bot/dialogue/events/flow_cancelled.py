from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowCancelled:
    """A flow was dropped at the person's wish."""

    flow: str
    step: str
