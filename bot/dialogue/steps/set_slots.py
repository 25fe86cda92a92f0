"""`set_slots:`: gives slots values without validation; None unsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.dialogue.steps.base import Step

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSlots(Step):
    values: tuple[tuple[str, Any], ...]

    def run(self, burst: Burst, frame: Frame) -> None:
        for name, value in self.values:
            burst.set_slot(name, value)
        self.move_on(burst, frame)
