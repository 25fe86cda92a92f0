"""`action_clarify_flows`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.handover import unpark
from bot.dialogue.start import is_open, start_flows

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame
    from bot.dialogue.steps.base import Step


def action_clarify_flows(burst: Burst, frame: Frame, step: Step) -> None:
    """Starts the flow that the person chose; one that is open already goes on."""
    chosen = burst.state.slots.get("clarification")
    step.move_on(burst, frame)
    flow = burst.flows.get(str(chosen))
    if flow is None:
        return
    if not is_open(burst, flow.id):
        patterns = [burst.state.stack.pop()]
        start_flows(burst, [flow.id])
        burst.state.stack += patterns
    elif not any(each.flow_id == flow.id for each in burst.state.stack):
        unpark(burst.state)
