"""Asking for a person: the stack is parked, and comes back when it is answered or handed back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.events.handed_over import HandedOver
from bot.dialogue.interruption import groups, without_passing_patterns
from bot.dialogue.questions import asked_by

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
    """What was parked before stays below, but no flow is parked twice."""
    parked = without_passing_patterns(state.stack)
    if state.question is not None and state.question.slot in asked_by(parked):
        state.parked_question = state.question
    again = {group[0].flow_id for group in groups(parked)}
    older = [g for g in groups(state.parked) if g[0].flow_id not in again]
    state.parked = [frame for group in older for frame in group] + parked
    state.stack = []


def unpark(state: State) -> None:
    """The parked flows lie below whatever runs now."""
    state.stack = state.parked + state.stack
    state.parked = []
    state.parked_question = None
