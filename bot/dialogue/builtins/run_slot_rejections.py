"""`action_run_slot_rejections`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue import speaking
from bot.dialogue.questions import slot_of
from bot.dialogue.slot import Rejection

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame
    from bot.dialogue.steps.base import Step


def action_run_slot_rejections(burst: Burst, frame: Frame, step: Step) -> None:
    """The first rejection that holds says why, and the slot is empty again."""
    name = slot_of(frame)
    state = burst.state
    if state.slots.get(name) is not None:
        for rejection in _rejections(burst, frame, name):
            if rejection.condition.holds(state.slots, frame.context):
                burst.set_slot(name, None)
                speaking.say(burst, rejection.utter, frame, is_lead_in=True)
                break
    step.move_on(burst, frame)


def _rejections(burst: Burst, frame: Frame, slot: str) -> tuple[Rejection, ...]:
    if frame.type == "pattern_validate_slot":
        return burst.flows.slots[slot].validation.rejections
    flow_id, step_id = frame.context.get("asked_in") or ("", "")
    flow = burst.flows.get(flow_id)
    asking = flow.by_id.get(step_id) if flow is not None else None
    return getattr(asking, "rejections", ())
