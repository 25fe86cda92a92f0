"""Taking an answer back: the flow goes back to the first step that depends on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.commands import CorrectSlots
from bot.dialogue.ask_again import ask_again, rewind
from bot.dialogue.events.corrected import Corrected
from bot.dialogue.interruption import groups
from bot.dialogue.slot import Rejection
from bot.dialogue.state import Frame
from bot.dialogue.steps.call import Call
from bot.dialogue.steps.collect import Collect
from bot.dialogue.trouble import trouble

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.steps.base import Step


def correct(burst: Burst, command: CorrectSlots) -> list[Frame]:
    """Sets the new values and goes back; without a value the last answer is asked again."""
    if not command.values:
        return _ask_again(burst)
    if not groups(burst.state.stack):
        return trouble(burst, "nothing_to_correct")
    meant = _meant(burst, command)
    refused = _first_refusal(burst, meant)
    if refused is not None:
        return refused
    values = {n: v for n, v in meant.items() if burst.state.slots.get(n) != v}
    for name, value in values.items():
        burst.set_slot(name, value)
        burst.settle_slot(name)
        if name not in burst.state.tally.attempted:
            burst.state.tally.attempted.append(name)
    flow, step = _go_back(burst, list(values)) or (None, None)
    burst.events.append(Corrected(slots=tuple(values), step=step))
    return [_pattern(burst, values, flow, step, is_reset_only=False)]


def _meant(burst: Burst, command: CorrectSlots) -> dict[str, Any]:
    """Of several that it could be, the one answered last."""
    if not command.is_one_of:
        return command.values
    asked = [step.slot for step in _steps_taken(burst) if isinstance(step, Collect)]
    answered = burst.state.answered
    last = max(command.values, key=lambda n: (_last_place(answered, n), _last_place(asked, n)))
    return {last: command.values[last]}


def _last_place(row: Sequence[str], name: str) -> int:
    return max((place for place, each in enumerate(row) if each == name), default=-1)


def _pattern(
    burst: Burst,
    values: dict[str, Any],
    flow: str | None,
    step: str | None,
    *,
    is_reset_only: bool,
) -> Frame:
    context = {
        "is_reset_only": is_reset_only,
        "corrected_slots": list(values),
        "new_slot_values": list(values.values()),
        "reset_flow_id": flow,
        "reset_step_id": step,
    }
    return burst.pattern("pattern_correction", context)


def _first_refusal(burst: Burst, values: dict[str, Any]) -> list[Frame] | None:
    """A value that would be refused: the old one stays and the person hears why."""
    slots = {**burst.state.slots, **values}
    for name in values:
        validation = burst.flows.slots[name].validation
        for rejection in (*validation.rejections, *_refused_by_steps(burst, name)):
            if rejection.condition.holds(slots, {}):
                return trouble(burst, "value_refused", utter=rejection.utter)
    return None


def _refused_by_steps(burst: Burst, slot: str) -> Iterator[Rejection]:
    """What the steps that collected the slot refuse; a question still open looks for itself."""
    if burst.state.slots.get(slot) is not None:
        for step in _steps_taken(burst):
            if isinstance(step, Collect) and step.slot == slot:
                yield from step.rejections


def _steps_taken(burst: Burst) -> Iterator[Step]:
    """The way of each flow under way, with the steps of those that it called."""
    for frame in burst.state.stack:
        flow = burst.flows.find(frame.flow_id)
        for step in filter(None, map(flow.by_id.get, frame.path)):
            yield step
            if isinstance(step, Call):
                for member in sorted(burst.flows.family(step.target)):
                    yield from burst.flows.find(member).steps


def _ask_again(burst: Burst) -> list[Frame]:
    asked = ask_again(burst)
    if asked is None:
        return trouble(burst, "nothing_to_correct")
    return [_pattern(burst, {asked.slot: None}, asked.flow, asked.id, is_reset_only=True)]


def _go_back(burst: Burst, slots: list[str]) -> tuple[str, str] | None:
    """Rewinds the lowest flow that has taken a step which depends on one of the slots."""
    for index, frame in enumerate(burst.state.stack):
        if frame.is_pattern:
            continue
        flow = burst.flows.find(frame.flow_id)
        if not flow.own_slots.intersection(slots):
            continue
        for position, step_id in enumerate(frame.path):
            step = flow.by_id.get(step_id)
            if step is None or not any(_depends(burst, step, slot) for slot in slots):
                continue
            if not _was_known(burst, flow.by_id, frame.path[: position + 1], slots):
                continue
            if position == len(frame.path) - 1 and not isinstance(step, Call):
                return None  # it waits at this very step, which will see the new value
            if isinstance(step, Call) and position == len(frame.path) - 1:
                deeper = _inside(burst, index, slots)
                if deeper is not None:
                    return deeper
            rewind(burst, index, position, step.id)
            if isinstance(step, (Call, Collect)):
                burst.state.tally.corrected = list(slots)
            return flow.id, step.id
    return None


def _inside(burst: Burst, index: int, slots: list[str]) -> tuple[str, str] | None:
    """Where the step is a call still under way, the child may go back by itself."""
    stack = burst.state.stack
    for child_index in range(index + 1, len(stack)):
        child = stack[child_index]
        if child.is_pattern or child.type != "call":
            continue
        flow = burst.flows.find(child.flow_id)
        for position, step_id in enumerate(child.path):
            step = flow.by_id.get(step_id)
            if step is not None and any(_depends(burst, step, slot) for slot in slots):
                if position < len(child.path) - 1 or isinstance(step, Call):
                    rewind(burst, child_index, position, step.id)
                    if isinstance(step, (Call, Collect)):
                        burst.state.tally.corrected = list(slots)
                return flow.id, step.id
    return None


def _was_known(burst: Burst, steps: Mapping[str, Step], path: list[str], slots: list[str]) -> bool:
    """Steps before the answer was collected could not depend on it."""
    for step_id in path:
        step = steps.get(step_id)
        if isinstance(step, Collect) and step.slot in slots:
            return True
        if isinstance(step, Call) and burst.flows.find(step.target).own_slots.intersection(slots):
            return True
    return False


def _depends(burst: Burst, step: Step, slot: str) -> bool:
    if isinstance(step, Call):
        return step.depends_on(slot) or burst.flows.flow_depends_on(step.target, slot)
    return step.depends_on(slot) or burst.flows.says(step, slot)
