"""What all steps have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from bot.dialogue.conditions import Condition

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame

START: Final = "START"
END: Final = "END"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Go to `target` where the condition holds; None always holds."""

    condition: Condition | None
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    id: str
    flow: str
    next: tuple[Branch, ...] = ()
    file: str = ""
    line: int = 0
    lines: Mapping[str, int] = field(default_factory=dict, hash=False, compare=False)
    """The line of what stands behind each of its keys."""

    def line_of(self, key: str) -> int:
        return self.lines.get(key, self.line)

    def run(self, burst: Burst, frame: Frame) -> None:
        """Does what the step says and moves the frame on, or leaves it where it waits."""
        raise NotImplementedError

    def following(self, slots: Mapping[str, Any], context: Mapping[str, Any]) -> str:
        """The id of the step after this one; first true branch wins."""
        for branch in self.next:
            if branch.condition is None or branch.condition.holds(slots, context):
                return branch.target
        return END

    def move_on(self, burst: Burst, frame: Frame) -> None:
        frame.entered = None
        frame.step_id = self.following(burst.state.slots, frame.context)

    def depends_on(self, slot: str) -> bool:
        """Whether another answer for the slot could make this step go another way."""
        return any(
            branch.condition is not None
            and (branch.condition.is_dynamic or slot in branch.condition.slots)
            for branch in self.next
        )
