"""Flows that nobody answered and that something newer replaces: put away without a word."""

from __future__ import annotations

from collections.abc import Collection

from bot.dialogue.flows import Flows
from bot.dialogue.interruption import groups
from bot.dialogue.state import Frame, State


def put_away(flows: Flows, state: State, names: Collection[str]) -> State:
    """The state without those of these flows that are under way or parked, their slots empty."""
    gone = [part for part in (*groups(state.stack), *groups(state.parked)) if _is_of(part, names)]
    if not gone:
        return state
    state = state.copy()
    state.stack = _without(state.stack, names)
    state.parked = _without(state.parked, names)
    left = {frame.frame_id for frame in (*state.stack, *state.parked)}
    asked = {frame.flow_id for part in gone for frame in part if frame.frame_id not in left}
    if state.question is not None and state.question.flow in asked:
        state.question = None
    if state.parked_question is not None and state.parked_question.flow in asked:
        state.parked_question = None
    for part in gone:
        _empty(flows, state, part[0].flow_id)
    return state


def _is_of(part: list[Frame], names: Collection[str]) -> bool:
    return part[0].flow_id in names


def _without(stack: list[Frame], names: Collection[str]) -> list[Frame]:
    """The lowest of what stays interrupts nothing any more."""
    parts = [part for part in groups(stack) if not _is_of(part, names)]
    for place, part in enumerate(parts):
        part[0].interrupts = part[0].interrupts and place > 0
    return [frame for part in parts for frame in part]


def _empty(flows: Flows, state: State, name: str) -> None:
    flow = flows.get(name)
    still_used: set[str] = set()
    for frame in (*state.stack, *state.parked):
        kept = None if frame.is_pattern else flows.get(frame.flow_id)
        still_used |= kept.own_slots if kept is not None else set()
    for slot in flow.reset_slots if flow is not None else ():
        if slot not in still_used:
            state.slots[slot] = flows.slots[slot].initial_value
            state.reasks.pop(slot, None)
            if slot in state.skipped:
                state.skipped.remove(slot)
