from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionAsked:
    """A custom action was asked for; the caller runs it and resumes."""

    name: str
    flow: str
    step: str
