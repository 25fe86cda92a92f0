from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.dialogue.response import QuestionSettings


class SaidButton(NamedTuple):
    title: str
    payload: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One text to the person. Buttons are not numbered here; delivery writes the numbers."""

    text: str
    response: str | None = None
    buttons: tuple[SaidButton, ...] = ()
    is_lead_in: bool = False
    """It only opens the text that follows, and may be sent as one with it."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """image, attachment, custom."""
    settings: QuestionSettings = field(default_factory=QuestionSettings)
