from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """The person took an answer back, or gave another."""

    slots: tuple[str, ...]
    step: str | None = None
    """`step` is where its flow went back to; None where nothing depended on the answer."""
