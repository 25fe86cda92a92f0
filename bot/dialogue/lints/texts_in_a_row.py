"""More texts between two questions than one turn may say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.dialogue.lints.decided import Decided
from bot.dialogue.lints.remark import at_step
from bot.dialogue.problem import Problem
from bot.dialogue.speaking import MOST_TEXTS
from bot.dialogue.steps import Action, Call, Collect, Link

if TYPE_CHECKING:
    from bot.dialogue.flow import Flow
    from bot.dialogue.flows import Flows
    from bot.dialogue.steps import Step

_MOST_LOOKS: Final = 2_000
"""At steps, from each place where a turn may go on: of what branches further, nothing is said."""


def lint_texts_in_a_row(flows: Flows) -> Iterator[Problem]:
    """Counts `utter_` steps up to the next question, which is a text too, also through calls."""
    for flow in flows.flows.values():
        found = {step for start in _starts(flow) if (step := _first_of_many(flows, start))}
        for step in found:
            message = f"more than {MOST_TEXTS} texts may follow from here in one turn"
            yield at_step(flows.flows[step.flow], step, message, is_warning=True)


_NOTHING: Final = Decided()


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to a step: how much was said on it, what was decided and which flows it is in."""

    flow: Flow
    step: Step
    said: tuple[Step, ...] = ()
    decided: Decided = _NOTHING
    spoken: frozenset[str] = frozenset()
    """Called already: a second time in a row there is nothing new to say."""
    callers: tuple[tuple[Flow, Step], ...] = ()


def _starts(flow: Flow) -> Iterator[_Way]:
    """Where the person has just written: at the first step, or after a question, also one of a
    flow that is called."""
    if flow.steps:
        yield _Way(flow, flow.by_id[flow.first])
    for step in flow.steps:
        if isinstance(step, Collect | Call):
            yield from _after(_Way(flow, step))


def _first_of_many(flows: Flows, start: _Way) -> Step | None:
    """The step from which more than may be is said in a turn that goes on here."""
    ways = [start]
    for _ in range(_MOST_LOOKS):
        if not ways:
            return None
        way = ways.pop()
        if isinstance(way.step, Collect) or _says(way.step):
            way = replace(way, said=(*way.said, way.step))
        if len(way.said) > MOST_TEXTS:
            return way.said[0]
        if not isinstance(way.step, Collect):
            ways += _onwards(flows, way)
    return None


def _onwards(flows: Flows, way: _Way) -> Iterator[_Way]:
    step = way.step
    if isinstance(step, Call | Link) and step.target in flows.flows:
        other = flows.flows[step.target]
        if other.id not in way.spoken:
            callers = (*way.callers, (way.flow, step)) if isinstance(step, Call) else ()
            spoken = way.spoken | {other.id}
            first = other.by_id[other.first]
            yield replace(way, flow=other, step=first, callers=callers, spoken=spoken)
            return
    yield from _after(way)


def _after(way: _Way) -> Iterator[_Way]:
    """By each branch that what was decided leaves open; at END, after the call that led here."""
    decided: Decided | None = way.decided
    for branch in way.step.next:
        if decided is None:
            return
        taken = decided.with_(branch.condition, True) if branch.condition else decided
        target = way.flow.by_id.get(branch.target)
        if taken is not None and target is not None:
            yield replace(way, step=target, decided=taken)
        elif taken is not None:
            yield from _return(replace(way, decided=taken))
        if branch.condition is None:
            return
        decided = decided.with_(branch.condition, False)
    if decided is not None:
        yield from _return(replace(way, decided=decided))


def _return(way: _Way) -> Iterator[_Way]:
    if way.callers:
        *callers, (flow, step) = way.callers
        yield from _after(replace(way, flow=flow, step=step, callers=tuple(callers)))


def _says(step: Step) -> bool:
    return isinstance(step, Action) and step.is_said
