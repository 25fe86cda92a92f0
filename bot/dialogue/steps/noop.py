"""`noop: true`: only branches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dialogue.steps.base import Step

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Noop(Step):
    def run(self, burst: Burst, frame: Frame) -> None:
        self.move_on(burst, frame)
