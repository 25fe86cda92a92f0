"""A conversation test as read: steps to do, and what has to be true after each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from bot.stories.checks import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """Nothing is done yet; what is checked is how the scene stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    text: str
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    by: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    action: str
    text: str = ""


Doing: TypeAlias = Begin | Say | Advance | Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryStep:
    doing: Doing
    checks: tuple[Check, ...] = ()
    is_ordered: bool = False
    """`assertion_order_enabled`: what is checked must have happened in this order."""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stub:
    """What a custom action returns instead of running."""

    events: tuple[Mapping[str, Any], ...] = ()
    responses: tuple[Mapping[str, Any], ...] = ()
    is_shared: bool = False
    """It stands for many cases, which need not all use it."""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    name: str
    steps: tuple[StoryStep, ...]
    starts_at: datetime
    practice: str = "demo"
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What the practice has chosen otherwise than the demonstration."""
    slots: Mapping[str, Any] = field(default_factory=dict)
    """What is remembered before anything is said."""
    stubs: Mapping[str, Stub] = field(default_factory=dict)
    file: str = ""
    line: int = 0
