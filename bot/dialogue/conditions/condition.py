"""A condition, ready to be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Values: TypeAlias = Mapping[str, Any]
Test: TypeAlias = Callable[[Values, Values], bool]


class ConditionError(ValueError):
    """The text is not a condition; the message says why and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a condition may name: declared slots with their types, properties of its frame."""

    slots: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    context: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A compiled condition: `holds(slots, context)` is total, it never raises."""

    text: str
    holds: Test
    slots: frozenset[str]
    """The slots that it names."""
    is_dynamic: bool = False
    """It names a slot through `{{context.…}}`, so it may look at any."""
    warnings: tuple[str, ...] = ()
    line: int = 0
    """Where it stands in its file; 0 where it was put together."""
