"""`link: flow`: ends this flow and starts the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dialogue.steps.base import Step

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Step):
    target: str

    def run(self, burst: Burst, frame: Frame) -> None:
        burst.leave(frame)
        if self.target == "pattern_human_handoff":
            burst.hand_over("link")
        elif self.target.startswith("pattern_"):
            burst.push_pattern(self.target, dict(frame.context))
        else:
            burst.push_flow(self.target, type="link", interrupts=frame.interrupts)
