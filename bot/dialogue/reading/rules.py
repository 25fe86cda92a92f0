"""Rules that join flows to one another: links, calls, reachable steps, cycles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bot.dialogue.flow import Flow
from bot.dialogue.problem import Problem, did_you_mean
from bot.dialogue.reading.layout import NOWHERE
from bot.dialogue.steps import Action, Call, Collect, Link, SetSlots, Step

_USER_LINKS: Final = frozenset(("pattern_human_handoff",))
_PATTERN_LINKS: Final = frozenset(("pattern_human_handoff", "pattern_chitchat"))


def check_rules(
    authored: Mapping[str, Flow], flows: Mapping[str, Flow], problems: list[Problem]
) -> None:
    """`authored` are checked; `flows` are these and the built-in patterns."""
    called = {
        step.target for flow in authored.values() for step in flow.steps if isinstance(step, Call)
    }
    for flow in authored.values():
        for step in flow.steps:
            if isinstance(step, Link):
                _check_link(flow, step, flows, called, problems)
            elif isinstance(step, Call):
                _check_call(flow, step, flows, problems)
        _check_reachable(flow, problems)
        _check_cycles(flow, flows, problems)
        _check_linked_round(flow, flows, problems)


def _problem(problems: list[Problem], flow: Flow, step: Step, message: str) -> None:
    text = f"flow {flow.id}, step {step.id}: {message}"
    key = "link" if isinstance(step, Link) else "call" if isinstance(step, Call) else ""
    problems.append(Problem(file=step.file, line=step.line_of(key), message=text))


def _check_link(
    flow: Flow,
    step: Link,
    flows: Mapping[str, Flow],
    called: set[str],
    problems: list[Problem],
) -> None:
    target = step.target
    if target not in flows:
        _problem(problems, flow, step, f"no flow '{target}'{did_you_mean(target, flows)}")
    elif target == flow.id:
        _problem(problems, flow, step, "a flow does not link to itself; go to one of its steps")
    elif flow.id == "pattern_internal_error":
        _problem(problems, flow, step, "pattern_internal_error links to nothing")
    elif flow.id in called:
        _problem(problems, flow, step, "a flow that is called may not link")
    elif target.startswith("pattern_"):
        allowed = _PATTERN_LINKS if flow.is_pattern else _USER_LINKS
        if target not in allowed:
            _problem(problems, flow, step, f"'{target}' may not be linked to from here")


def _check_call(flow: Flow, step: Call, flows: Mapping[str, Flow], problems: list[Problem]) -> None:
    target = step.target
    if flow.is_pattern:
        _problem(problems, flow, step, "a pattern does not call")
    elif target == NOWHERE:
        return
    elif target not in flows:
        _problem(problems, flow, step, f"no flow '{target}'{did_you_mean(target, flows)}")
    elif target.startswith("pattern_"):
        _problem(problems, flow, step, "a pattern cannot be called")
    elif target == flow.id or flow.id in flows[target].calls:
        _problem(problems, flow, step, f"'{target}' calls this flow, which would never end")


def _check_reachable(flow: Flow, problems: list[Problem]) -> None:
    if not flow.steps or any(b.target == NOWHERE for s in flow.steps for b in s.next):
        return  # of what leads nowhere it is said already, and it may have led here
    seen: set[str] = set()
    waiting = [flow.first]
    while waiting:
        step = flow.by_id.get(waiting.pop())
        if step is not None and step.id not in seen:
            seen.add(step.id)
            waiting += [branch.target for branch in step.next]
    for step in flow.steps:
        if step.id not in seen:
            _problem(problems, flow, step, "nothing leads here")


def _check_cycles(flow: Flow, flows: Mapping[str, Flow], problems: list[Problem]) -> None:
    """A way round that asks nothing would go on for ever; so would one that asks once."""
    done: set[str] = set()
    reported: set[str] = set()
    for first in flow.steps:
        # The way from `first`, each step with what is left to follow: no recursion, as a flow may
        # be longer than Python's stack.
        way = {} if first.id in done else {first.id: _unasked(first, flow, flows)}
        while way:
            here = next(reversed(way))
            step = next(way[here], None)
            if step is None:
                del way[here]
                done.add(here)
            elif step.id in way and step.id not in reported:
                reported.add(step.id)
                _problem(problems, flow, step, "a cycle without a collect")
            elif step.id not in way and step.id not in done:
                way[step.id] = _unasked(step, flow, flows)


def _unasked(step: Step, flow: Flow, flows: Mapping[str, Flow]) -> Iterator[Step]:
    """The steps that may follow at once, without anybody being asked anything."""
    if _waits(step, flow, flows):
        return
    for branch in step.next:
        target = flow.by_id.get(branch.target)
        if target is not None and not _waits(target, flow, flows):
            yield target


def _waits(step: Step, flow: Flow, flows: Mapping[str, Flow]) -> bool:
    if isinstance(step, Collect):
        return step.ask_before_filling or _may_empty(step.slot, flow, flows)
    if isinstance(step, Action):
        return flow.is_pattern and step.name == "action_listen"
    if isinstance(step, Call) and step.target in flows:
        return _asks(step.target, flows)
    return False


def _may_empty(slot: str, flow: Flow, flows: Mapping[str, Flow]) -> bool:
    """Whether a question of a flow may have to be asked again: something takes its answer away."""
    for member in (flow, *(flows[name] for name in flow.calls)):
        for step in member.steps:
            if isinstance(step, Action) and not step.is_said:
                return True
            if isinstance(step, SetSlots) and (slot, None) in step.values:
                return True
    return False


def _check_linked_round(flow: Flow, flows: Mapping[str, Flow], problems: list[Problem]) -> None:
    """Flows that link to one another in a ring and ask nothing."""
    for step in flow.steps:
        seen: set[str] = set()
        waiting = [step.target] if isinstance(step, Link) and step.target != flow.id else []
        while waiting:
            name = waiting.pop()
            if name in seen or name not in flows or _asks_each_time(flows[name], flows):
                continue
            seen.add(name)
            waiting += [other.target for other in flows[name].steps if isinstance(other, Link)]
        if flow.id in seen:
            _problem(problems, flow, step, "a cycle without a collect")


def _asks_each_time(flow: Flow, flows: Mapping[str, Flow]) -> bool:
    """Whether it has a question that comes again when the flow does: what is kept at its end is
    asked once."""
    return any(
        isinstance(step, Collect)
        and (
            step.ask_before_filling
            or step.slot in flow.reset_slots
            or _may_empty(step.slot, flow, flows)
        )
        for name in (flow.id, *flow.calls)
        for step in flows[name].steps
    )


def _asks(name: str, flows: Mapping[str, Flow]) -> bool:
    family = {name, *flows[name].calls}
    return any(isinstance(s, Collect) for one in family for s in flows[one].steps)
