"""A flow as boxes and arrows, before it is drawn one way or another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.dialogue.flow import Flow
from bot.dialogue.steps import END, START, Action, Call, Collect, Link, Noop, SetSlots, Step

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows

Kind: TypeAlias = Literal["start", "end", "ask", "say", "do", "go", "set", "branch"]
_LONGEST_TEXT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    id: str
    kind: Kind
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    start: str
    end: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def graph_of(flow: Flow, flows: Flows) -> Graph:
    """Boxes in the order of the steps, START first and END last."""
    guard = flow.guard.text if flow.guard is not None else ""
    boxes = [Box(id=START, kind="start", title=flow.name, text=f"if {guard}" if guard else "")]
    arrows = [Arrow(start=START, end=flow.first)]
    for step in flow.steps:
        boxes.append(_box(step, flows))
        if isinstance(step, Link):
            continue
        for branch in step.next:
            label = branch.condition.text.replace("slots.", "") if branch.condition else ""
            if not label and len(step.next) > 1:
                label = "else"
            arrows.append(Arrow(start=step.id, end=branch.target, label=label))
    boxes.append(Box(id=END, kind="end", title="end"))
    return Graph(boxes=tuple(boxes), arrows=tuple(arrows))


def _box(step: Step, flows: Flows) -> Box:
    if isinstance(step, Collect):
        asked = step.utter or step.ask_action
        return Box(id=step.id, kind="ask", title=f"ask {step.slot}", text=_wording(flows, asked))
    if isinstance(step, Action):
        if step.name.startswith("utter_"):
            return Box(id=step.id, kind="say", title="say", text=_wording(flows, step.name))
        return Box(id=step.id, kind="do", title=step.name.removeprefix("action_"))
    if isinstance(step, Call):
        return Box(id=step.id, kind="go", title=f"call {step.target}")
    if isinstance(step, Link):
        return Box(id=step.id, kind="go", title=f"go to {step.target}")
    if isinstance(step, SetSlots):
        text = ", ".join(f"{name} = {value}" for name, value in step.values)
        return Box(id=step.id, kind="set", title="note", text=_short(text))
    assert isinstance(step, Noop)
    return Box(id=step.id, kind="branch", title="which?")


def _wording(flows: Flows, name: str) -> str:
    response = flows.responses.get(name)
    return _short(response.variations[-1].text.source) if response is not None else name


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"
