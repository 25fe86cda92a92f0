"""Placeholders that may be empty when a text is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from bot.dialogue.lints.remark import at_response
from bot.dialogue.problem import Problem, did_you_mean
from bot.dialogue.response import Response, Variation
from bot.dialogue.steps import Action, Collect, Step

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows

_METHODS: Final = frozenset(("get", "items", "keys", "values"))
"""Of the mapping itself: `slots.get('nick', 'you')`."""


def lint_placeholders(flows: Flows) -> Iterator[Problem]:
    """A text with a gap is never said while another variation is whole, so one should be."""
    for response in flows.responses.values():
        plain = [v for v in response.variations if v.condition is None and not v.channel]
        if plain and not any(not _may_be_empty(flows, v) for v in plain):
            names = sorted(_may_be_empty(flows, plain[-1]))
            shown = ", ".join(f"{{{name}}}" for name in names)
            message = f"{shown} may be empty, and no variation does without"
            yield at_response(response, message, plain[-1], is_warning=True)
        yield from _undeclared(flows, response)
        yield from _giving_way(flows, response)
        yield from _braces(response)
    yield from _unknown(flows)


def _undeclared(flows: Flows, response: Response) -> Iterator[Problem]:
    """Slots that Jinja reads and nothing declares: they are empty for ever."""
    for variation in response.variations:
        read = {name for t in (variation.text, *variation.texts.values()) for name in t.slots}
        for name in sorted(read - flows.slots.keys() - _METHODS):
            message = f"slots.{name} is not declared{did_you_mean(name, flows.slots)}"
            yield at_response(response, message, variation, is_warning=True)


def _unknown(flows: Flows) -> Iterator[Problem]:
    """What a flow says itself can hold slots alone: no action is there to fill in anything else."""
    said = {
        name
        for flow in flows.flows.values()
        if not flow.is_pattern
        for step in flow.steps
        for name in _said_by(step)
    }
    for name in sorted(said & flows.responses.keys()):
        for variation in flows.responses[name].variations:
            texts = (variation.text, *variation.texts.values())
            for unknown in sorted({n for text in texts for n in text.names} - flows.slots.keys()):
                message = f"{{{unknown}}} is no slot{did_you_mean(unknown, flows.slots)}"
                yield at_response(flows.responses[name], message, variation, is_warning=True)


def _braces(response: Response) -> Iterator[Problem]:
    """What is no placeholder, as `{ name }` or `{{name}}`, is said as it stands."""
    for variation in response.variations:
        for template in (variation.text, *variation.texts.values()):
            literal = "".join(text for text, _ in template.parts)
            if "{" in literal or "}" in literal:
                message = "a brace is said as it stands: write {name}, or give 'template: jinja'"
                yield at_response(response, message, variation, is_warning=True)


def _said_by(step: Step) -> tuple[str, ...]:
    if isinstance(step, Collect):
        return (step.utter, *(rejection.utter for rejection in step.rejections))
    return (step.name,) if isinstance(step, Action) else ()


def _giving_way(flows: Flows, response: Response) -> Iterator[Problem]:
    """A variation chosen by condition gives way to a whole one when its placeholder is empty.

    That matters where the other shows more than this one would, as with neutral wording.
    """
    for variation in response.variations:
        if variation.condition is None:
            continue
        gaps = _may_be_empty(flows, variation)
        others = [v for v in response.variations if v is not variation and v.condition is None]
        if gaps and any(
            not gaps <= other.text.names and other.text.names - variation.text.names
            for other in others
        ):
            shown = ", ".join(f"{{{name}}}" for name in sorted(gaps))
            message = f"where {shown} is empty, a variation without this condition is said instead"
            yield at_response(response, message, variation, is_warning=True)


def _may_be_empty(flows: Flows, variation: Variation) -> frozenset[str]:
    names = set(variation.text.names)
    for text in variation.texts.values():
        names |= text.names
    return frozenset(name for name in names if _is_doubtful(flows, name))


def _is_doubtful(flows: Flows, name: str) -> bool:
    slot = flows.slots.get(name)
    if slot is not None:
        return slot.initial_value in (None, "", [])
    # What is no slot comes from a pattern, or from the action that says the response.
    return False
