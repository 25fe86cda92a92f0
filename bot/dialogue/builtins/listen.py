"""`action_listen`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.questions import open_question

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame
    from bot.dialogue.steps.base import Step


def action_listen(burst: Burst, frame: Frame, step: Step) -> None:
    """Waits for the person; a question frame opens its question."""
    if frame.is_question:
        open_question(burst, frame)
    step.move_on(burst, frame)
    burst.is_waiting = True
