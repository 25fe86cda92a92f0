"""What a message says about needs and risk, and who can tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol, TypeAlias, get_args

Risk: TypeAlias = Literal["none", "urgent", "crisis", "emergency"]

NeedLabel: TypeAlias = Literal[
    "money",
    "food",
    "energy",
    "housing",
    "isolation",
    "mental_health",
    "bereavement",
    "abuse",
    "addiction",
    "caring",
    "work",
    "immigration",
    "healthy_living",
]
NEEDS: Final[tuple[str, ...]] = get_args(NeedLabel)
RISKS: Final[tuple[Risk, ...]] = ("emergency", "crisis", "urgent")
"""The levels above none, gravest first."""
GRAVE: Final[frozenset[Risk]] = frozenset({"crisis", "emergency"})
"""Danger: what gets the crisis lines in its own turn."""
LEARNT: Final = "learnt from messages like this"
"""Why words are evidence that no rule points at, and the model does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words behind a label: `[start, end)` in characters of the person's own text."""

    label: str
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """Needs in the order named, one risk, and a score from 0 to 1 for each of the 16 labels.

    `is_soft` says that danger is named but denied or past: a soft line of help is still due.
    `harmless` are the stretches `[start, end)` that rules know to be meant so: idioms, denials.
    """

    needs: tuple[str, ...] = ()
    risk: Risk = "none"
    scores: Mapping[str, float] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    language: str = "en"
    is_soft: bool = False
    harmless: tuple[tuple[int, int], ...] = ()
    is_disowned: bool = False
    """Danger is denied, or its words are said outright to mean something else: "only joking"."""
    only_names_needs: bool = False
    """The message names its needs and says nothing else: "money", "housing and work"."""
    outright: tuple[str, ...] = ()
    """Needs that count whatever a model makes of it: asked for by name, or no food today."""


class Detector(Protocol):
    """Anything that reads needs and risk out of one message."""

    def detect(self, text: str) -> Detection: ...
