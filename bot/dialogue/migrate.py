"""A conversation that began with other flows than these."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.interruption import without_passing_patterns
from bot.dialogue.state import Frame, State

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows


def onto(flows: Flows, state: State) -> State:
    """The state under these flows: each flow under way begins again, its answers kept.

    A flow that no longer exists is dropped; an idle conversation only changes its version.
    """
    moved = state.copy()
    moved.flows_version = flows.version
    moved.slots = {name: _kept(flows, state, name) for name in flows.slots}
    moved.stack = _begun_again(flows, state.stack)
    moved.parked = _begun_again(flows, state.parked)
    if moved.question is not None:
        if moved.question.slot not in flows.slots or not (moved.stack or moved.parked):
            moved.question = None
        else:
            moved.question = replace(moved.question, step="START")
    moved.parked_question = None
    moved.pending = None
    return moved


def _kept(flows: Flows, state: State, name: str) -> object:
    slot = flows.slots[name]
    if name not in state.slots:
        return slot.initial_value
    try:
        return slot.coerce(state.slots[name])
    except ValueError:
        return slot.initial_value


def _begun_again(flows: Flows, stack: list[Frame]) -> list[Frame]:
    kept: list[Frame] = []
    for frame in without_passing_patterns(stack):
        if frame.is_pattern or frame.type == "call" or frame.flow_id not in flows.flows:
            continue
        kept.append(Frame(frame.frame_id, frame.flow_id, type=frame.type, interrupts=bool(kept)))
    return kept
