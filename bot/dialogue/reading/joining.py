"""What can only be said of all flows together: who calls whom, and which slots go with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.dialogue.flow import Flow
from bot.dialogue.steps import Call, Collect, SetSlots


def join_flows(flows: Mapping[str, Flow]) -> dict[str, Flow]:
    """The flows with own, reset and called filled in from the flows that they call."""
    joined: dict[str, Flow] = {}
    for flow in flows.values():
        family = list(_family(flow, flows))
        own = frozenset(slot for member in family for slot in _slots_of(member))
        persisted = frozenset(slot for member in family for slot in member.persisted_slots)
        joined[flow.id] = replace(
            flow,
            own_slots=own,
            reset_slots=tuple(sorted(own - persisted)),
            calls=frozenset(member.id for member in family) - {flow.id},
        )
    return joined


def _family(flow: Flow, flows: Mapping[str, Flow]) -> Iterator[Flow]:
    """The flow and all that it calls, directly or not."""
    seen: set[str] = set()
    waiting = [flow.id]
    while waiting:
        member = flows.get(waiting.pop())
        if member is None or member.id in seen:
            continue
        seen.add(member.id)
        yield member
        waiting += [step.target for step in member.steps if isinstance(step, Call)]


def _slots_of(flow: Flow) -> Iterator[str]:
    for step in flow.steps:
        if isinstance(step, Collect):
            yield step.slot
        elif isinstance(step, SetSlots):
            yield from (name for name, _ in step.values)
