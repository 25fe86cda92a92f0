"""Who plays a story, and what can be seen after each step of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One text that reached the person; `wording` is it without the numbered choices."""

    text: str
    response: str | None = None
    buttons: tuple[tuple[str, str], ...] = ()
    segments: int = 1
    at: int | None = None
    """Where among the events of the step it was said; None where they do not tell."""

    @property
    def wording(self) -> str:
        lines = self.text.splitlines()
        return "\n".join(lines[: len(lines) - len(self.buttons)]).strip() if self.buttons else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One event, under its name in the past tense: "flow_started"."""

    type: str
    flow: str | None = None
    step: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one step brought about."""

    heard: tuple[Heard, ...] = ()
    events: tuple[Happened, ...] = ()
    slots: Mapping[str, Any] = field(default_factory=dict)
    slots_before: Mapping[str, Any] = field(default_factory=dict)
    risk: str = "none"


class Player(Protocol):
    async def say(self, text: str, metadata: Mapping[str, Any]) -> None:
        """The person sends a text."""

    async def advance(self, by: timedelta) -> None:
        """Time passes, and all that falls due on the way is done."""

    async def staff(self, action: str, text: str) -> None:
        """A link worker does something. Raises ValueError for an unknown action."""

    async def observe(self) -> Seen:
        """What has happened since it was last asked."""
        ...

    def unused_stubs(self) -> frozenset[str]:
        """Stubs of actions that have not been called."""
        ...
