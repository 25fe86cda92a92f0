"""Dropping flows, and beginning them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.events.flow_cancelled import FlowCancelled
from bot.dialogue.interruption import groups
from bot.dialogue.state import Frame
from bot.dialogue.steps.base import START

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst


def cancel_top_flow(burst: Burst, *, above: Frame | None = None) -> list[Frame] | None:
    """Drops the top flow with its callers and children; None where no flow is under way.

    Frames from `above` up stay.
    """
    stack = burst.state.stack
    index = _index(stack, above)
    lower, kept = stack[:index], stack[index:]
    parts = groups(lower)
    if not parts:
        return None
    dropped = parts[-1]
    burst.state.stack = lower[: len(lower) - len(dropped)] + kept
    for frame in reversed(dropped):
        if not frame.is_pattern:
            burst.events.append(FlowCancelled(flow=frame.flow_id, step=frame.step_id))
    burst.reset_slots(burst.flows.find(dropped[0].flow_id))
    return dropped


def restart(burst: Burst, *, above: Frame | None = None) -> None:
    """The flow at hand begins again with its answers empty; others under way wait below it.

    Where none is under way it is the one parked last. Frames from `above` up stay.
    """
    state = burst.state
    index = _index(state.stack, above)
    parts = groups(state.parked + state.stack[:index])
    kept = state.stack[index:]
    state.parked = []
    state.parked_question = None
    state.troubles.clear()
    state.stack = kept
    if not parts:
        return
    *others, at_hand = parts
    flow = burst.flows.find(at_hand[0].flow_id)
    under_way = [part for part in others if part[0].step_id != START]
    state.stack = [frame for part in under_way for frame in part]
    burst.reset_slots(flow, with_answers=True)
    for place, part in enumerate(others):
        part[0].interrupts = place > 0
    begun = Frame(burst.ids(), flow.id, interrupts=bool(others))
    state.stack = [*(frame for part in others for frame in part), begun, *kept]


def _index(stack: list[Frame], above: Frame | None) -> int:
    return next((i for i, frame in enumerate(stack) if frame is above), len(stack))
