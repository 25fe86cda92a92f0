from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSkipped:
    """The person would rather not say; the slot stays empty and is not asked again."""

    slot: str
