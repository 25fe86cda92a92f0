"""All that the meaning of a message may depend on besides its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.commands import OpenQuestion
from bot.understanding.detection import Detection
from bot.understanding.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAnswer:
    """The slot that was answered last, and the values that were on offer for it, as numbered."""

    slot: str
    offered: Sequence[Any] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Where the conversation stands when a message comes in; `now` is aware."""

    now: datetime
    timezone: str = "Europe/London"
    question: OpenQuestion | None = None
    slots: Mapping[str, Any] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    language: str = "en"
    own_name: str = field(default="", repr=False)
    """What the writer is called, where we know it."""
    detected: Detection = field(default_factory=Detection)
    last: LastAnswer | None = None
    """Where nothing was said since to what is asked now: "I meant 2" is then of that answer."""

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.timezone)).date()

    @property
    def is_time_asked(self) -> bool:
        return self.question is not None and self.question.kind == "when"
