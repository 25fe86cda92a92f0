"""Responses and actions that are named but not declared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.dialogue.builtins import BUILTINS
from bot.dialogue.lints.remark import at_step
from bot.dialogue.problem import Problem, did_you_mean
from bot.dialogue.steps import Action, Collect

if TYPE_CHECKING:
    from bot.dialogue.flow import Flow
    from bot.dialogue.flows import Flows


def lint_names(flows: Flows) -> Iterator[Problem]:
    for flow in flows.flows.values():
        for step in flow.steps:
            if isinstance(step, Action):
                message = _unknown_action(flows, step)
                if message:
                    yield at_step(flow, step, message, line=step.line_of("action"))
            elif isinstance(step, Collect):
                asked = [(step.utter, step.line_of("utter"))]
                asked += [(rejection.utter, rejection.line) for rejection in step.rejections]
                for name, line in asked:
                    if name and name not in flows.responses:
                        yield at_step(flow, step, _no_response(flows, name), line=line)
                if step.ask_action and step.ask_action not in flows.actions:
                    message = f"action {step.ask_action} is not listed"
                    yield at_step(flow, step, message, line=step.line_of("utter"))
                yield from _several(flows, flow, step)
        yield from _triggers(flows, flow)
    yield from _validations(flows)
    yield from _built_in_wording(flows)


def _several(flows: Flows, flow: Flow, step: Collect) -> Iterator[Problem]:
    """Several answers are kept as a list, which only a slot of type any can hold."""
    response, slot = flows.responses.get(step.utter), flows.slots.get(step.slot)
    if response is None or slot is None or slot.type == "any":
        return
    if any(variation.settings.multiple for variation in response.variations):
        message = f"'multiple' in {step.utter} wants a slot of type any; {slot.name} is {slot.type}"
        yield at_step(flow, step, message)


def _triggers(flows: Flows, flow: Flow) -> Iterator[Problem]:
    for trigger in flow.nlu_trigger:
        if trigger.intent not in flows.intents:
            hint = did_you_mean(trigger.intent, flows.intents)
            message = f"flow {flow.id}: intent '{trigger.intent}' has no examples{hint}"
            yield Problem(file=flow.file, line=flow.line, message=message, is_warning=True)


def _unknown_action(flows: Flows, step: Action) -> str:
    name = step.name
    if (
        not name
        or name == "action_hangup"  # refused where it is read
        or step.is_templated
        or name in flows.actions
        or name in BUILTINS
        or name in flows.responses
    ):
        return ""
    if name.startswith("utter_"):
        return _no_response(flows, name)
    return _not_listed(flows, name)


def _not_listed(flows: Flows, name: str) -> str:
    return f"action {name} is not listed under 'actions'{did_you_mean(name, flows.actions)}"


def _no_response(flows: Flows, name: str) -> str:
    return f"no response '{name}'{did_you_mean(name, flows.responses)}"


def _validations(flows: Flows) -> Iterator[Problem]:
    for slot in flows.slots.values():
        for name in (name for mapping in slot.mappings for name in mapping.active_flows):
            if name not in flows.flows:
                message = f"slot {slot.name}: no flow '{name}'{did_you_mean(name, flows.flows)}"
                yield Problem(file=slot.file, line=slot.line, message=message)
        for name in (each.action for each in slot.mappings if each.action):
            if name not in flows.actions:
                message = f"slot {slot.name}: {_not_listed(flows, name)}"
                yield Problem(file=slot.file, line=slot.line, message=message)
        named = [(rejection.utter, rejection.line) for rejection in slot.validation.rejections]
        if slot.validation.rejections:
            refill = slot.validation.refill_utter or f"utter_ask_{slot.name}"
            named.append((refill, slot.validation.refill_line or slot.line))
        for name, line in named:
            if name not in flows.responses:
                message = f"slot {slot.name}: {_no_response(flows, name)}"
                yield Problem(file=slot.file, line=line, message=message)


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
