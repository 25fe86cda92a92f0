"""Jinja that parses and yet fails when it is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bot.dialogue.lints.remark import at_response
from bot.dialogue.lints.typical import typical_values
from bot.dialogue.problem import Problem
from bot.dialogue.template import CannotFill, Template

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows
    from bot.dialogue.response import Variation


def lint_templates(flows: Flows) -> Iterator[Problem]:
    """Each is said once with typical values and once with the slots that may be empty."""
    for response in flows.responses.values():
        for variation in response.variations:
            for template in (variation.text, *variation.texts.values()):
                if not template.is_jinja:
                    continue
                usual = typical_values(flows, template)
                fault = _fault(template, usual)
                if fault:
                    yield at_response(response, fault, variation)
                    continue
                fault = _fault(template, usual | _empty(flows, variation))
                if fault:
                    message = f"{fault} where a slot is empty: give a condition, or a default"
                    yield at_response(response, message, variation, is_warning=True)


def _fault(template: Template, values: Mapping[str, Any]) -> str:
    try:
        template.fill(values)
    except CannotFill as error:
        return str(error)
    return ""


def _empty(flows: Flows, variation: Variation) -> dict[str, Any]:
    """The slots as they are at the start, those that decide about the variation left out."""
    decided = variation.condition.slots if variation.condition is not None else frozenset()
    return {n: slot.initial_value for n, slot in flows.slots.items() if n not in decided}
