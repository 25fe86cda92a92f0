"""`action_session_start`"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame
    from bot.dialogue.steps.base import Step


def action_session_start(burst: Burst, frame: Frame, step: Step) -> None:
    """A session begins without a step of its own."""
    step.move_on(burst, frame)
