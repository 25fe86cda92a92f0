"""`action_clarify_flows`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.start import start_flows

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame
    from bot.dialogue.steps.base import Step


def action_clarify_flows(burst: Burst, frame: Frame, step: Step) -> None:
    """Starts the flow that the person chose among those that could be meant."""
    chosen = burst.state.slots.get("clarification")
    step.move_on(burst, frame)
    flow = burst.flows.get(str(chosen))
    if flow is not None:
        patterns = [burst.state.stack.pop()]
        start_flows(burst, [flow.id])
        burst.state.stack += patterns
