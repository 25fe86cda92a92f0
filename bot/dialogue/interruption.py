"""One flow comes between another: which frames wait, and how the talk goes back to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.dialogue.events.flow_resumed import FlowResumed
from bot.dialogue.events.slot_set import SlotSet

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame


def without_passing_patterns(stack: list[Frame]) -> list[Frame]:
    """The flows with the questions that they themselves ask; other patterns pass."""
    kept: list[Frame] = []
    is_under_flow = False
    for frame in stack:
        if not frame.is_pattern:
            is_under_flow = True
        elif not frame.is_question:
            is_under_flow = False
        if is_under_flow:
            kept.append(frame)
    return kept


def groups(stack: list[Frame]) -> list[list[Frame]]:
    """The stack by flow: each begins with a flow that was not called by the one below."""
    found: list[list[Frame]] = []
    for frame in stack:
        if not frame.is_pattern and frame.type != "call":
            found.append([frame])
        elif found:
            found[-1].append(frame)
    return found


def is_answered(burst: Burst) -> bool:
    """Whether the question that waits was answered in the same breath: the talk goes on from it,
    and not back."""
    slot = burst.top.context.get("collect") if burst.top is not None else None
    question = burst.state.question
    is_open = question is not None and question.slot == slot  # what was held is from before
    return is_open and any(
        isinstance(event, SlotSet) and event.name == slot and event.value is not None
        for event in burst.events
    )


def go_back(burst: Burst, *, previous: str) -> None:
    """After a digression: one flow waits, so it leads in; several, so it asks which."""
    waiting = [g[0] for g in groups(burst.state.stack) if g[0].step_id != "START"]
    if not waiting:
        return
    ids = list(dict.fromkeys(frame.flow_id for frame in reversed(waiting)))
    names = [burst.name(flow) for flow in ids]
    context: dict[str, Any] = {
        "previous_flow_name": burst.name(previous),
        "interrupted_flow_names": names,
        "interrupted_flow_ids": ids,
        "interrupted_flow_options": names,
        "multiple_flows_interrupted": len(ids) > 1,
        "names": names,
        "flow_name": names[0],
    }
    if len(ids) > 1:
        context["options"] = [
            {"title": name, "payload": f"/SetSlots(interrupted_flow={flow})"}
            for flow, name in zip(ids, names, strict=True)
        ]
    else:
        resumed(burst, waiting[-1])
    burst.push_pattern("pattern_continue_interrupted", context)


def resumed(burst: Burst, frame: Frame) -> None:
    burst.events.append(FlowResumed(flow=frame.flow_id, step=frame.step_id))


def bring_up(burst: Burst, flow: str, *, above: Frame) -> None:
    """The interrupted flow that was chosen goes on first; the others wait below it.

    Frames from `above` up stay where they are.
    """
    stack = burst.state.stack
    index = next(i for i, frame in enumerate(stack) if frame is above)
    parts, kept = groups(stack[:index]), stack[index:]
    chosen = next((part for part in reversed(parts) if part[0].flow_id == flow), None)
    if chosen is not None:
        parts.remove(chosen)
        parts.append(chosen)
        for index, part in enumerate(parts):
            part[0].interrupts = index > 0
        resumed(burst, chosen[0])
    burst.state.stack = [frame for part in parts for frame in part] + kept
