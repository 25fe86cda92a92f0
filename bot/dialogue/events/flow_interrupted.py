from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowInterrupted:
    """Another flow came between; this one waits below it."""

    flow: str
    step: str
