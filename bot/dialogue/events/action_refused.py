from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRefused:
    """An action returned an event that the engine does not take."""

    name: str
    event: str
