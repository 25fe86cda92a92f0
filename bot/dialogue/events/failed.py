from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Something went wrong; the person gets a safe reply and the caller tells staff."""

    error_type: str
    info: str
    flow: str = ""
    step: str = ""
