"""The list of flows and the page of one, as shown."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.dialogue import Flow, Flows
from bot.dialogue.steps import Action, Collect, Step
from bot.staff.presenters.flows_seen.drawing import drawing_of
from bot.staff.presenters.flows_seen.step_words import words_of
from bot.staff.presenters.reports.table import counted
from bot.staff.presenters.reports.told import Told
from storage.views.reports.steps import Steps


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowLine:
    id: str
    name: str
    description: str
    begun: Told
    ended: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """`came` and `left` are None for a step that is not counted: it asks and does nothing."""

    number: int
    words: str
    came: Told | None
    left: Told | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowView:
    line: FlowLine
    drawing: Markup
    steps: tuple[StepLine, ...]


def present_flows(flows: Flows, found: Steps) -> list[FlowLine]:
    """All that a patient may meet, those in which most people were first."""
    lines = [_line(flow, found) for flow in flows.flows.values() if not flow.is_pattern]
    return sorted(lines, key=lambda line: -(1 if line.begun.size is None else line.begun.size))


def present_flow(flow: Flow, flows: Flows, found: Steps) -> FlowView:
    lines = [_step(number, step, flows, found) for number, step in enumerate(flow.steps, start=1)]
    notes = {
        step.id: _note(line) for step, line in zip(flow.steps, lines, strict=True) if line.came
    }
    return FlowView(
        line=_line(flow, found), drawing=drawing_of(flow, flows, notes), steps=tuple(lines)
    )


def _line(flow: Flow, found: Steps) -> FlowLine:
    return FlowLine(
        id=flow.id,
        name=flow.name[:1].upper() + flow.name[1:],
        description=flow.description,
        begun=counted(found.begun, flow.id),
        ended=counted(found.ended, flow.id),
    )


def _step(number: int, step: Step, flows: Flows, found: Steps) -> StepLine:
    is_question = isinstance(step, Collect)
    is_counted = is_question or (isinstance(step, Action) and not step.is_said)
    came = counted(found.reached.get(step.flow, {}), step.id) if is_counted else None
    left = counted(found.left.get(step.flow, {}), step.id) if is_question else None
    return StepLine(number=number, words=words_of(step, flows).sentence, came=came, left=left)


def _note(line: StepLine) -> str:
    """What stands above a box: who came, and who stopped there if anybody did."""
    came = line.came.shown if line.came else ""
    if line.left is None or line.left.size == 0:
        return came
    return f"{came}, {line.left.shown} stopped"
