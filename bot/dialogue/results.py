"""What goes in and out of a turn besides the state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.dialogue.events import Event
from bot.dialogue.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCall:
    """A custom action that the caller has to run before `resume`; the slots are a deep copy."""

    name: str
    slots: dict[str, Any]
    flow: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionResult:
    """What an action returned, in the form of rasa-sdk."""

    events: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    responses: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFailure:
    """The action came to nothing; `info` is for staff and never holds a text."""

    info: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The new state, what happened, and the action to run before anything else may happen."""

    state: State
    events: tuple[Event, ...]
    pending: ActionCall | None = None
