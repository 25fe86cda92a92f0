"""An answer is taken back, and nothing given instead: it is asked for once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dialogue.events.corrected import Corrected
from bot.dialogue.flows import Flows
from bot.dialogue.state import Frame
from bot.dialogue.steps.base import Step
from bot.dialogue.steps.call import Call
from bot.dialogue.steps.collect import Collect

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Where an answer was asked for: a place on the way of a flow under way, and from there
    through the calls that have ended since to the question."""

    index: int
    position: int
    calls: Sequence[Call]
    collect: Collect


def ask_again(burst: Burst) -> Collect | None:
    """Empties the answer given last and goes back to its question, which comes back; None where
    nothing was answered."""
    asked = _answered_last(burst)
    if asked is None:
        return None
    burst.empty_slot(asked.collect.slot)
    burst.state.answered = _before(burst, asked.collect.slot)
    burst.state.answered_from = []
    steps = (*asked.calls, asked.collect)
    frame = rewind(burst, asked.index, asked.position, steps[0].id)
    for call, inner in zip(asked.calls, steps[1:], strict=True):
        frame.entered = call.id
        burst.push_flow(call.target, type="call", interrupts=frame.interrupts)
        frame = burst.state.stack[-1]
        frame.step_id = inner.id
        frame.path = _answered_before(burst, call.target, inner)
    burst.events.append(Corrected(slots=(asked.collect.slot,), step=asked.collect.id))
    return asked.collect


def rewind(burst: Burst, index: int, position: int, step_id: str) -> Frame:
    """The frame stands before the step again; whatever it had on top of it is gone."""
    stack = burst.state.stack
    frame = stack[index]
    above = index + 1
    while above < len(stack) and (stack[above].is_pattern or stack[above].type == "call"):
        above += 1
    del stack[index + 1 : above]
    del frame.path[position:]
    frame.step_id = step_id
    frame.entered = None
    return frame


def _answered_last(burst: Burst) -> _Asked | None:
    """The answer to the latest question that still has one, also within a flow that was called and
    has ended; else the last one on the way of the flows under way."""
    first, slots = _first_of_top(burst), burst.state.slots
    for slot in [each for each in reversed(burst.state.answered) if slots.get(each) is not None]:
        for index in range(len(burst.state.stack) - 1, first - 1, -1):
            asked = _asked_by(burst, index, slot)
            if asked is not None:
                return asked
    for index in range(len(burst.state.stack) - 1, -1, -1):
        asked = _asked_by(burst, index, None)
        if asked is not None:
            return asked
    return None


def _before(burst: Burst, slot: str) -> list[str]:
    """What was answered before that: whoever takes back once more means the one before."""
    answered = burst.state.answered
    return answered[: answered.index(slot)] if slot in answered else []


def _first_of_top(burst: Burst) -> int:
    """The flow that is spoken of, below all that it called: what it interrupted waits under it."""
    stack = burst.state.stack
    roots = [at for at, each in enumerate(stack) if not each.is_pattern and each.type != "call"]
    return roots[-1] if roots else len(stack)


def _asked_by(burst: Burst, index: int, slot: str | None) -> _Asked | None:
    """Where the frame asked for the slot, or for anything that it asked itself."""
    frame = burst.state.stack[index]
    if frame.is_pattern:
        return None
    steps = burst.flows.find(frame.flow_id).by_id
    for position in range(len(frame.path) - 1, -1, -1):
        step = steps.get(frame.path[position])
        if isinstance(step, Collect) and _is_meant(burst, step, slot):
            return _Asked(index=index, position=position, calls=(), collect=step)
        way = way_into(burst.flows, step, slot) if isinstance(step, Call) and slot else None
        if way is not None:
            *calls, collect = way
            return _Asked(index=index, position=position, calls=calls, collect=collect)
    return None


def _answered_before(burst: Burst, flow: str, step: Step) -> list[str]:
    """The questions of the flow before the step that have an answer: the way that led there."""
    steps = burst.flows.find(flow).steps
    before = steps[: steps.index(step)]
    return [
        each.id for each in before if isinstance(each, Collect) and _is_meant(burst, each, None)
    ]


def _is_meant(burst: Burst, step: Collect, slot: str | None) -> bool:
    return step.slot == slot if slot else burst.state.slots.get(step.slot) is not None


def way_into(flows: Flows, call: Call, slot: str) -> tuple[*tuple[Call, ...], Collect] | None:
    """The calls from this one on that lead to the question about the slot, and that question."""
    steps = flows.find(call.target).steps
    for step in steps:
        if isinstance(step, Collect) and step.slot == slot:
            return (call, step)
    for step in steps:
        way = way_into(flows, step, slot) if isinstance(step, Call) else None
        if way is not None:
            return (call, *way)
    return None
