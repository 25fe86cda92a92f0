from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarified:
    """Several things could have been meant, and the person was asked which."""

    names: tuple[str, ...]
    options: tuple[str, ...]
