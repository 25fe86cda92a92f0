"""Questions that no answer can answer, and examples that answer to nothing or to two things."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from bot.dialogue.lints.remark import at_response, at_step
from bot.dialogue.problem import Problem, did_you_mean
from bot.dialogue.slot import NotAValue, Slot
from bot.dialogue.steps import Collect

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows
    from bot.dialogue.response import Response


def lint_intents(flows: Flows, in_use: Collection[str]) -> Iterator[Problem]:
    """`in_use` are those that the program itself hears; without them nothing is looked at."""
    begun = {trigger.intent for flow in flows.flows.values() for trigger in flow.nlu_trigger}
    filling = {each.intent for slot in flows.slots.values() for each in slot.mappings}
    known = {*flows.flows, *flows.patterns, *begun, *filling, *in_use}
    for intent in sorted(flows.intents.keys() - known) if in_use else ():
        message = f"no flow is begun by intent '{intent}'{did_you_mean(intent, known)}"
        yield Problem(file="flows", line=0, message=message, is_warning=True)
    of: dict[str, str] = {}
    for intent, examples in flows.intents.items():
        for example in examples:
            first = of.setdefault(example.casefold(), intent)
            if first != intent:
                message = f"'{example}' is an example of intent '{first}' and of '{intent}'"
                yield Problem(file="flows", line=0, message=message, is_warning=True)


def lint_synonyms(flows: Flows) -> Iterator[Problem]:
    """Other words for a choice that nobody offers: its name is a slip of one that somebody does.

    Without a near one nothing is said: a program may look in the synonyms for words of its own.
    """
    buttons = [
        button
        for response in flows.responses.values()
        for variation in response.variations
        for button in variation.buttons
    ]
    offered = {button.title.source for button in buttons}
    offered |= {title.source for button in buttons for title in button.titles.values()}
    values = [value for slot in flows.slots.values() for value in slot.values]
    offered |= {*values, *(value.replace("_", " ") for value in values)}
    known = {each.casefold() for each in offered}
    for name in flows.synonyms:
        hint = did_you_mean(name, offered)
        if hint and name.casefold() not in known:
            message = f"synonym '{name}' is no choice that anybody is offered{hint}"
            yield Problem(file="flows", line=0, message=message, is_warning=True)


def lint_answers(flows: Flows) -> Iterator[Problem]:
    for flow in flows.flows.values():
        for step in flow.steps:
            if not isinstance(step, Collect):
                continue
            response, slot = flows.responses.get(step.utter), flows.slots[step.slot]
            is_closed = response is not None and slot.is_controlled and not _sets(response, slot)
            if slot.type == "list" or is_closed:
                message = (
                    f"no answer can fill slot {slot.name}: only actions may, and no button does"
                )
                yield at_step(flow, step, message, line=step.line_of("collect"))
            if response is None:
                continue  # an action asks, with buttons of its own
            yield from _titles_without_value(flows, response, slot)
    yield from _intents_of_slots(flows)


def _sets(response: Response, slot: Slot) -> bool:
    return any(slot.name in b.slots for v in response.variations for b in v.buttons)


def _titles_without_value(flows: Flows, response: Response, slot: Slot) -> Iterator[Problem]:
    """A button of plain text is read as if it were typed."""
    if slot.type != "categorical":
        return
    for variation in response.variations:
        for button in variation.buttons:
            if not button.payload.startswith("/") and not _means(flows, slot, button.payload):
                message = f"button '{button.payload}' is no value of slot {slot.name}"
                yield at_response(response, message, variation, is_warning=True)


def _means(flows: Flows, slot: Slot, text: str) -> bool:
    said = {text, *(value for value, words in flows.synonyms.items() if text in words)}
    for each in said:
        try:
            slot.coerce(each)
        except NotAValue:
            continue
        return True
    return False


def _intents_of_slots(flows: Flows) -> Iterator[Problem]:
    for slot in flows.slots.values():
        for mapping in slot.mappings:
            if mapping.intent and mapping.intent not in flows.intents:
                hint = did_you_mean(mapping.intent, flows.intents)
                message = f"slot {slot.name}: intent '{mapping.intent}' has no examples{hint}"
                yield Problem(file=slot.file, line=slot.line, message=message, is_warning=True)
            elif mapping.intent and slot.type in ("bool", "float"):
                message = (
                    f"slot {slot.name}: 'from_intent' fills choices alone, and this is"
                    f" {slot.type}: give it 'type: categorical'"
                )
                yield Problem(file=slot.file, line=slot.line, message=message, is_warning=True)
