"""`action_cancel_flow`"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame
    from bot.dialogue.steps.base import Step


def action_cancel_flow(burst: Burst, frame: Frame, step: Step) -> None:
    """The flow was dropped when the command was applied; flows may still name the step."""
    step.move_on(burst, frame)
