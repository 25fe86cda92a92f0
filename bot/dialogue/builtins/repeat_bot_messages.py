"""`action_repeat_bot_messages`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue import speaking
from bot.dialogue.events.said import Said, SaidButton

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame
    from bot.dialogue.steps.base import Step


def action_repeat_bot_messages(burst: Burst, frame: Frame, step: Step) -> None:
    """Where no question is open, the last texts come again; a question asks itself again."""
    step.move_on(burst, frame)
    if len(burst.state.stack) == 1:
        for said in burst.state.last_said:
            buttons = tuple(SaidButton(*button) for button in said["buttons"])
            text = Said(text=said["text"], response=said["response"], buttons=buttons)
            speaking.take(burst, text, frame)
