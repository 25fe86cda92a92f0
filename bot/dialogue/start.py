"""Starting flows at the wish of the person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.dialogue.events.flow_interrupted import FlowInterrupted
from bot.dialogue.interruption import groups, without_passing_patterns
from bot.dialogue.state import Frame
from bot.dialogue.steps.collect import Collect

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst


def start_flows(burst: Burst, flows: Sequence[str]) -> bool:
    """Pushes the flows whose guard is true, the first on top; False where none may start."""
    state = burst.state
    allowed = [f for f in flows if burst.flows.flows[f].may_start(state.slots)]
    if not allowed:
        return False
    state.stack = without_passing_patterns(state.stack)
    waiting = groups(state.stack)
    if waiting and waiting[-1][0].step_id != "START":
        top = waiting[-1][-1] if not waiting[-1][-1].is_pattern else waiting[-1][0]
        burst.events.append(FlowInterrupted(flow=waiting[-1][0].flow_id, step=top.step_id))
    for flow in reversed(allowed):
        has_below = bool(state.stack)
        state.stack.append(Frame(burst.ids(), flow, interrupts=has_below))
    return True


def queue_flows(burst: Burst, flows: Sequence[str]) -> bool:
    """As `start_flows`, but the flow under way goes on first: the others run at its end."""
    state = burst.state
    allowed = [f for f in flows if burst.flows.flows[f].may_start(state.slots)]
    parts = groups(state.stack)
    if not allowed or not parts:
        return start_flows(burst, flows)
    current = parts[-1]
    lower = state.stack[: len(state.stack) - len(current)]
    waiting = [Frame(burst.ids(), flow, interrupts=bool(lower)) for flow in reversed(allowed)]
    state.stack = [*lower, *waiting, *current]
    return True


def asks_anything(burst: Burst, flow: str) -> bool:
    """Whether the flow, or one that it calls, has a question."""
    members = (flow, *burst.flows.find(flow).calls)
    return any(isinstance(s, Collect) for name in members for s in burst.flows.find(name).steps)


def is_open(burst: Burst, flow: str) -> bool:
    """Whether the flow is under way, waits to start, or is parked."""
    frames = burst.state.stack + burst.state.parked
    return any(frame.flow_id == flow for frame in frames if not frame.is_pattern)
