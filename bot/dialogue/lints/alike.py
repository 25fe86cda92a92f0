"""Flows that nobody can tell apart, and slots that a flow is told to keep and never fills."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.dialogue.problem import Problem

if TYPE_CHECKING:
    from bot.dialogue.flow import Flow
    from bot.dialogue.flows import Flows


def lint_alike(flows: Flows) -> Iterator[Problem]:
    """Of two flows with one name or one intent the first is named in what is said of the second."""
    named: dict[str, Flow] = {}
    begun: dict[str, Flow] = {}
    for flow in flows.flows.values():
        if flow.is_pattern:
            continue
        if _may_be_chosen(flow):
            first = named.setdefault(flow.name.casefold(), flow)
            if first is not flow:
                yield _remark(flow, f"is called '{flow.name}', as {_place(first)} is")
        for intent in dict.fromkeys(trigger.intent for trigger in flow.nlu_trigger):
            first = begun.setdefault(intent, flow)
            if first is not flow:
                yield _remark(flow, f"intent '{intent}' begins {_place(first)} already")


def lint_kept(flows: Flows) -> Iterator[Problem]:
    """What is neither collected nor set in a flow, nor in those that it calls, stays anyhow."""
    for flow in flows.flows.values():
        for name in sorted(flow.persisted_slots - flow.own_slots):
            message = f"'persisted_slots' keeps {name}, which is neither collected nor set in it"
            yield _remark(flow, message)


def _may_be_chosen(flow: Flow) -> bool:
    """Whether a person may be asked if this is what they mean; `if: False` is only called."""
    return flow.guard is None or bool(flow.guard.slots)


def _place(flow: Flow) -> str:
    return f"flow {flow.id} ({flow.file}:{flow.line})"


def _remark(flow: Flow, message: str) -> Problem:
    text = f"flow {flow.id}: {message}"
    return Problem(file=flow.file, line=flow.line, message=text, is_warning=True)
