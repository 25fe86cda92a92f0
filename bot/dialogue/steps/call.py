"""`call: flow`: runs the child and comes back here at its END."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dialogue.steps.base import Step

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Step):
    target: str

    def run(self, burst: Burst, frame: Frame) -> None:
        if frame.entered == self.id:
            self.move_on(burst, frame)
            return
        frame.entered = self.id
        burst.push_flow(self.target, type="call", interrupts=frame.interrupts)
