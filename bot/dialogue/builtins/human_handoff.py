"""`action_human_handoff`"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame
    from bot.dialogue.steps.base import Step


def action_human_handoff(burst: Burst, frame: Frame, step: Step) -> None:
    """Where no custom action of this name is declared, the event alone tells the caller."""
    step.move_on(burst, frame)
