"""`collect: slot`: filled, it goes on unasked; else it asks and waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.dialogue.slot import Rejection
from bot.dialogue.steps.base import Step

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect(Step):
    slot: str
    description: str = ""
    utter: str = ""
    """The response that asks; empty where an action does."""
    ask_action: str = ""
    rejections: tuple[Rejection, ...] = ()
    ask_before_filling: bool = False
    force_slot_filling: bool = False
    reset_after_flow_ends: bool = True

    def run(self, burst: Burst, frame: Frame) -> None:
        is_first_visit = frame.entered != self.id
        corrected = burst.state.tally.corrected
        if self.slot in corrected:
            corrected.remove(self.slot)
        elif is_first_visit and self.ask_before_filling:
            burst.empty_slot(self.slot)
        is_known = burst.state.slots.get(self.slot) is not None
        is_skipped = self.slot in burst.state.skipped
        if is_skipped or (is_known and (not is_first_visit or not self.must_be_checked(burst))):
            self.move_on(burst, frame)
            return
        frame.entered = self.id
        burst.push_pattern("pattern_collect_information", self.context(burst))

    def must_be_checked(self, burst: Burst) -> bool:
        """Whether a value that is already there has to pass through the pattern."""
        return bool(self.rejections) or f"validate_{self.slot}" in burst.flows.actions

    def context(self, burst: Burst) -> dict[str, Any]:
        return {
            "collect": self.slot,
            "utter": self.utter,
            "collect_action": self.ask_action,
            "rejections": [rejection.utter for rejection in self.rejections],
            "asked_in": [self.flow, self.id],
        }

    def depends_on(self, slot: str) -> bool:
        if Step.depends_on(self, slot):
            return True
        if self.slot == slot:
            return bool(self.rejections)
        return any(slot in rejection.condition.slots for rejection in self.rejections)
