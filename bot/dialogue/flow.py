"""A flow: steps from START to END, under a name that people see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.dialogue.conditions import Condition
from bot.dialogue.steps.base import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class NluTrigger:
    intent: str
    confidence_threshold: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    id: str
    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    """The name in other languages."""
    description: str = ""
    guard: Condition | None = None
    steps: tuple[Step, ...] = ()
    by_id: Mapping[str, Step] = field(default_factory=dict)
    persisted_slots: frozenset[str] = frozenset()
    own_slots: frozenset[str] = frozenset()
    """What its collect and set_slots steps and those of the flows it calls fill."""
    reset_slots: tuple[str, ...] = ()
    """What returns to its initial value at END."""
    calls: frozenset[str] = frozenset()
    run_pattern_completed: bool = True
    nlu_trigger: tuple[NluTrigger, ...] = ()
    begun_by_us: bool = False
    """`metadata: {blether: …}`: people answer it days later, so its questions never expire."""
    gives_way: bool = True
    """Begun by us and not answered yet, it is put away for the next that we begin."""
    leads_on: bool = False
    """It answers a first text and asks nothing: what help is for is asked behind it."""
    file: str = ""
    line: int = 0

    @property
    def first(self) -> str:
        return self.steps[0].id if self.steps else "END"

    @property
    def is_pattern(self) -> bool:
        return self.id.startswith("pattern_")

    def name_in(self, language: str) -> str:
        return self.names.get(language, self.name)

    def may_start(self, slots: Mapping[str, Any]) -> bool:
        """Whether a command may start it now; call and link do not ask."""
        return self.guard is None or self.guard.holds(slots, {})
