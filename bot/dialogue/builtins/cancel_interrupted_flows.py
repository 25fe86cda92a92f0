"""`action_cancel_interrupted_flows`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.cancel import cancel_top_flow

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame
    from bot.dialogue.steps.base import Step


def action_cancel_interrupted_flows(burst: Burst, frame: Frame, step: Step) -> None:
    """Drops every flow that waits below."""
    step.move_on(burst, frame)
    while cancel_top_flow(burst, above=frame) is not None:
        pass
