"""All flows of an instance with their domain: read once, never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from bot.dialogue.flow import Flow
from bot.dialogue.problem import FlowsInvalid, Problem
from bot.dialogue.response import Response
from bot.dialogue.slot import Slot
from bot.dialogue.steps import Action, Step

_FALLBACKS: Final = {"utter_ask_interrupted_flow": "utter_clarify"}


@dataclass(frozen=True, kw_only=True)
class Flows:
    """Values by id. `version` is the sha256 of the content, the same wherever it is loaded."""

    version: str
    content: str
    flows: Mapping[str, Flow]
    """What the files hold, patterns of their own included."""
    patterns: Mapping[str, Flow]
    """Built-in patterns that no file replaces."""
    slots: Mapping[str, Slot]
    responses: Mapping[str, Response]
    actions: frozenset[str]
    intents: Mapping[str, tuple[str, ...]]
    """Example phrases by intent."""
    synonyms: Mapping[str, tuple[str, ...]]
    lookups: Mapping[str, tuple[str, ...]]
    regexes: Mapping[str, tuple[str, ...]]
    asked_of_us: frozenset[str]
    """Intents whose examples ask or wish something of the service and tell nothing of oneself."""
    session_expiration_minutes: float
    """0 where a session never expires."""
    default_language: str
    languages: tuple[str, ...]
    """The default language first."""
    warnings: tuple[Problem, ...] = ()
    _index: dict[str, Flow] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {**self.patterns, **self.flows})

    def find(self, flow: str) -> Flow:
        """The flow or pattern of this id. Raises KeyError."""
        return self._index[flow]

    def get(self, flow: str) -> Flow | None:
        return self._index.get(flow)

    def family(self, flow: str) -> frozenset[str]:
        """The flow and all that it calls."""
        return frozenset((flow, *self.find(flow).calls))

    def find_response(self, name: str) -> Response | None:
        response = self.responses.get(name)
        if response is None and name in _FALLBACKS:
            return self.responses.get(_FALLBACKS[name])
        return response

    def to_text(self) -> str:
        """The content as one text, for keeping old versions."""
        return self.content

    @classmethod
    def from_text(cls, text: str) -> Flows:
        """What `to_text` wrote, with the same version. Raises FlowsInvalid."""
        from bot.dialogue.loading import flows_from_text

        return flows_from_text(text)

    @cached_property
    def titles_by_payload(self) -> dict[str, tuple[str, ...]]:
        """Every title in every language under which a button with this payload is shown."""
        titles: dict[str, dict[str, None]] = {}
        for response in self.responses.values():
            for variation in response.variations:
                for button in variation.buttons:
                    found = titles.setdefault(button.payload, {})
                    for title in (button.title, *button.titles.values()):
                        found[title.source] = None
        return {payload: tuple(found) for payload, found in titles.items()}

    @cached_property
    def phrases(self) -> dict[str, tuple[str, ...]]:
        """Example phrases by flow: of the intent of its name, and of those that trigger it."""
        found: dict[str, tuple[str, ...]] = {}
        for flow in self.flows.values():
            intents = dict.fromkeys((flow.id, *(each.intent for each in flow.nlu_trigger)))
            phrases = [phrase for each in intents for phrase in self.intents.get(each, ())]
            if phrases:
                found[flow.id] = tuple(phrases)
        return found

    @cached_property
    def asked_outright(self) -> tuple[str, ...]:
        """Every example of what is asked of us."""
        return tuple(phrase for each in self.asked_of_us for phrase in self.intents[each])

    @cached_property
    def every_turn(self) -> tuple[str, ...]:
        """Actions that are run at every turn, each once, by the order of the slots they fill."""
        mappings = (mapping for slot in self.slots.values() for mapping in slot.mappings)
        return tuple(dict.fromkeys(mapping.action for mapping in mappings if mapping.action))

    @cached_property
    def begun_by_us(self) -> frozenset[str]:
        return frozenset(flow.id for flow in self.flows.values() if flow.begun_by_us)

    @cached_property
    def giving_way(self) -> frozenset[str]:
        return frozenset(each for each in self.begun_by_us if self.flows[each].gives_way)

    @cached_property
    def leading_on(self) -> frozenset[str]:
        return frozenset(flow.id for flow in self.flows.values() if flow.leads_on)

    @cached_property
    def surest(self) -> dict[str, float]:
        """How sure (0 to 1) it must be before each flow that says so is begun by its examples."""
        told = {
            flow.id: [t.confidence_threshold for t in flow.nlu_trigger if t.confidence_threshold]
            for flow in self.flows.values()
        }
        return {flow: min(thresholds) for flow, thresholds in told.items() if thresholds}

    def flow_of_intent(self, intent: str) -> str | None:
        """The flow that the intent begins: one that it triggers, else the one of its name."""
        for flow in self.flows.values():
            if any(trigger.intent == intent for trigger in flow.nlu_trigger):
                return flow.id
        return intent if intent in self.flows else None

    def says(self, step: Step, slot: str) -> bool:
        """Whether the step says a text that shows the slot or is chosen by it."""
        if not isinstance(step, Action) or not step.is_said:
            return False
        response = self.responses.get(step.name)
        return response is not None and any(
            slot in v.text.names or (v.condition is not None and slot in v.condition.slots)
            for v in response.variations
        )

    def flow_depends_on(self, flow: str, slot: str) -> bool:
        """Whether another answer could make the flow, or one it calls, go another way."""
        return any(
            step.depends_on(slot) or self.says(step, slot)
            for member in self.family(flow)
            for step in self.find(member).steps
        )


def version_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def canonical(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load_flows(paths: str | Path | Iterable[str | Path], *, default_language: str = "en") -> Flows:
    """Flows from files and folders of any depth.

    Raises FlowsInvalid with every problem. Example: `load_flows("flows").version`
    """
    from bot.dialogue.loading import flows_from_files

    return flows_from_files(paths, default_language)


def load_flows_over(own: Iterable[Path], base: Path, *, default_language: str) -> Flows | None:
    """The flows of `base` with those that the files of `own` declare over them; None where these
    declare nothing. Raises FlowsInvalid."""
    from bot.dialogue.loading import flows_over

    return flows_over(own, base, default_language)


__all__ = ["Flows", "FlowsInvalid", "canonical", "load_flows", "load_flows_over", "version_of"]
