"""`action_restart`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.cancel import restart

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame
    from bot.dialogue.steps.base import Step


def action_restart(burst: Burst, frame: Frame, step: Step) -> None:
    """The flow below begins again with its own slots empty; needs and bookings are kept."""
    step.move_on(burst, frame)
    frame.context["decision"] = "start_again"
    restart(burst, above=frame)
