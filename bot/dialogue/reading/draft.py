"""A step half read, and what reading it has to know from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.dialogue.reading.nodes import Node, Table
from bot.dialogue.reading.reader import Reader


@dataclass(frozen=True, slots=True)
class Known:
    """Names declared elsewhere that a question may be asked by."""

    responses: frozenset[str]
    actions: frozenset[str]


@dataclass(slots=True)
class Draft:
    """A step before its `next` can be resolved."""

    id: str
    kind: str
    node: Table
    found: dict[str, Node]
    following: str | None
    """The step after it in its list; None where a nested list ends."""
    reader: Reader
    nested: dict[int, str] = field(default_factory=dict)
    """First step of each nested list, by the identity of its node."""
