"""`action_clean_stack`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.interruption import without_passing_patterns

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame
    from bot.dialogue.steps.base import Step


def action_clean_stack(burst: Burst, frame: Frame, step: Step) -> None:
    """Patterns that only pass are dropped; flows and their questions stay."""
    step.move_on(burst, frame)
    below = without_passing_patterns(burst.state.stack[:-1])
    burst.state.stack = [*below, frame]
