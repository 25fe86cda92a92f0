"""`action_continue_interrupted_flow`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.handover import unpark
from bot.dialogue.interruption import bring_up

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame
    from bot.dialogue.steps.base import Step


def action_continue_interrupted_flow(burst: Burst, frame: Frame, step: Step) -> None:
    """Goes on with what was parked, expired or chosen among several."""
    step.move_on(burst, frame)
    frame.context["decision"] = "go_on"
    if frame.type == "pattern_continue_interrupted":
        bring_up(burst, str(burst.state.slots.get("interrupted_flow")), above=frame)
    elif burst.state.parked:
        unpark(burst.state)
        frame.interrupts = not frame.is_pattern
