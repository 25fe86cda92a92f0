"""Asking for a person: the stack is parked, and comes back when it is answered or handed back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.events.handed_over import HandedOver
from bot.dialogue.interruption import without_passing_patterns

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import State


def hand_over(burst: Burst, reason: str) -> None:
    """Parks all flows and runs pattern_human_handoff alone."""
    state = burst.state
    if any(frame.type == "pattern_human_handoff" for frame in state.stack):
        return
    park(state)
    state.troubles.clear()
    state.held.clear()
    burst.events.append(HandedOver(reason=reason))
    burst.push_pattern("pattern_human_handoff", {"reason": reason})


def park(state: State) -> None:
    state.parked = state.parked + without_passing_patterns(state.stack)
    state.stack = []


def unpark(state: State) -> None:
    """The parked flows lie below whatever runs now."""
    state.stack = state.parked + state.stack
    state.parked = []
