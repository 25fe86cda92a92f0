"""Dropping flows, and beginning them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.events.flow_cancelled import FlowCancelled
from bot.dialogue.interruption import groups
from bot.dialogue.state import Frame

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
    """The first of the flows under way or parked begins again, its slots empty."""
    state = burst.state
    index = _index(state.stack, above)
    lower = state.parked + state.stack[:index]
    kept = state.stack[index:]
    roots = groups(lower)
    state.parked = []
    state.parked_question = None
    state.stack = kept
    state.troubles.clear()
    for part in roots:
        burst.reset_slots(burst.flows.find(part[0].flow_id))
    if roots:
        state.stack = [Frame(burst.ids(), roots[0][0].flow_id), *kept]


def _index(stack: list[Frame], above: Frame | None) -> int:
    return next((i for i, frame in enumerate(stack) if frame is above), len(stack))
