"""Responses and actions that are named but not declared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.dialogue.builtins import BUILTINS
from bot.dialogue.lints.remark import at_step
from bot.dialogue.problem import Problem, did_you_mean
from bot.dialogue.steps import Action, Collect

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows


def lint_names(flows: Flows) -> Iterator[Problem]:
    for flow in flows.flows.values():
        for step in flow.steps:
            if isinstance(step, Action):
                message = _unknown_action(flows, step)
                if message:
                    yield at_step(flow, step, message)
            elif isinstance(step, Collect):
                for name in (step.utter, *(rejection.utter for rejection in step.rejections)):
                    if name and name not in flows.responses:
                        yield at_step(flow, step, _no_response(flows, name))
                if step.ask_action and step.ask_action not in flows.actions:
                    yield at_step(flow, step, f"action {step.ask_action} is not listed")
    yield from _validations(flows)
    yield from _built_in_wording(flows)


def _unknown_action(flows: Flows, step: Action) -> str:
    name = step.name
    if step.is_templated or name in flows.actions or name in BUILTINS or name in flows.responses:
        return ""
    if name.startswith("utter_"):
        return _no_response(flows, name)
    return f"action {name} is not listed under 'actions'{did_you_mean(name, flows.actions)}"


def _no_response(flows: Flows, name: str) -> str:
    return f"no response '{name}'{did_you_mean(name, flows.responses)}"


def _validations(flows: Flows) -> Iterator[Problem]:
    for slot in flows.slots.values():
        names = [rejection.utter for rejection in slot.validation.rejections]
        if slot.validation.rejections:
            names.append(slot.validation.refill_utter or f"utter_ask_{slot.name}")
        for name in names:
            if name not in flows.responses:
                message = f"slot {slot.name}: {_no_response(flows, name)}"
                yield Problem(file=slot.file, line=slot.line, message=message)


def _built_in_wording(flows: Flows) -> Iterator[Problem]:
    """What the built-in patterns would say, had it been written."""
    said = {
        name
        for pattern in flows.patterns.values()
        for step in pattern.steps
        for name in ([step.name] if isinstance(step, Action) else [getattr(step, "utter", "")])
        if name.startswith("utter_")
    }
    for name in sorted(said):
        if flows.find_response(name) is None:
            # Without it a failure is answered by silence; the others only lose a courtesy.
            is_warning = name != "utter_failure"
            message = f"no response '{name}', which a built-in pattern says"
            yield Problem(file="flows", line=0, message=message, is_warning=is_warning)
