"""One flow from `flows:`"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypedDict

from bot.dialogue.conditions import Names
from bot.dialogue.flow import Flow, NluTrigger
from bot.dialogue.patterns import CONTEXT
from bot.dialogue.problem import did_you_mean
from bot.dialogue.reading.draft import Known
from bot.dialogue.reading.nodes import Node, Scalar, Table, is_empty
from bot.dialogue.reading.reader import Reader
from bot.dialogue.reading.steps import StepsReader
from bot.dialogue.slot import Slot
from bot.dialogue.steps import Collect

_KEYS: Final = (
    "name",
    "description",
    "if",
    "steps",
    "persisted_slots",
    "run_pattern_completed",
    "nlu_trigger",
    "translation",
    "always_include_in_prompt",
    "metadata",
)
_BLETHER_KEYS: Final = ("begun_by_us", "gives_way", "leads_on")
_UNUSED: Final = frozenset(
    (
        "pattern_customer_satisfaction",
        "pattern_user_silence",
        "pattern_external_agent_processing",
    )
)
_ID: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")


class _Settings(TypedDict):
    begun_by_us: bool
    gives_way: bool
    leads_on: bool


def read_flow(
    key: Scalar, node: Node, reader: Reader, slots: Mapping[str, Slot], known: Known
) -> Flow:
    """The flow as written; what depends on other flows is filled in by `join_flows`."""
    properties = frozenset(CONTEXT.get(key.text, ()))
    names = Names(slots=reader.names.slots, categories=reader.names.categories, context=properties)
    reader = reader.within(f"flow {key.text}", names)
    if not _ID.fullmatch(key.text):
        reader.problem(key, "a flow's id is letters, digits, _ and -, not beginning with '-'")
    _check_pattern(key, reader)
    found = reader.table(node, _KEYS, what="a flow")
    if "steps" not in found:
        reader.missing(key, node, "steps", _KEYS)
    if not reader.text(found.get("description"), "'description'") and not properties:
        reader.missing(key, node, "description", _KEYS)
    steps = StepsReader(key.text, reader, slots, known).read(found.get("steps"))
    listed = found.get("steps")
    if listed is not None and is_empty(listed):
        reader.problem(listed, "a flow needs at least one step")
    persisted = _persisted(found.get("persisted_slots"), reader, slots)
    persisted |= {s.slot for s in steps if isinstance(s, Collect) and not s.reset_after_flow_ends}
    settings = _settings(found.get("metadata"), reader)
    return Flow(
        id=key.text,
        name=reader.text(found.get("name"), "'name'") or key.text.replace("_", " "),
        names=_translated_names(found.get("translation"), reader),
        description=reader.text(found.get("description"), "'description'"),
        guard=reader.condition(found.get("if")),
        steps=steps,
        by_id={step.id: step for step in steps},
        persisted_slots=frozenset(persisted),
        run_pattern_completed=reader.flag(
            found.get("run_pattern_completed"), "'run_pattern_completed'", default=True
        ),
        nlu_trigger=_triggers(found.get("nlu_trigger"), reader),
        **settings,
        file=key.file,
        line=key.line,
    )


def _check_pattern(key: Scalar, reader: Reader) -> None:
    """A pattern of a name that nobody calls would never speak."""
    if not key.text.startswith("pattern_") or key.text in CONTEXT:
        return
    if key.text in _UNUSED:
        reader.problem(key, "Blether has no use for this pattern", is_warning=True)
    else:
        reader.problem(key, f"there is no such pattern{did_you_mean(key.text, CONTEXT)}")


def _persisted(node: Node | None, reader: Reader, slots: Mapping[str, Slot]) -> set[str]:
    names: set[str] = set()
    for item in reader.items(node, "'persisted_slots'"):
        name = reader.text(item, "a slot")
        if name not in slots:
            reader.problem(item, f"slot '{name}' is not declared")
        names.add(name)
    return names


def _translated_names(node: Node | None, reader: Reader) -> dict[str, str]:
    names: dict[str, str] = {}
    for language, value in reader.entries(node, "'translation'"):
        inner = reader.table(value, ("name",), what="a translation of a flow")
        if "name" in inner:
            names[language.text] = reader.text(inner["name"], "'name'")
    return names


def _settings(metadata: Node | None, reader: Reader) -> _Settings:
    """What Blether knows of a flow besides: the fields of a Flow of the same names."""
    found = reader.blether(metadata, _BLETHER_KEYS)
    begun_by_us = reader.flag(found.get("begun_by_us"), "'begun_by_us'")
    if "gives_way" in found and not begun_by_us:
        reader.problem(found["gives_way"], "'gives_way' is for a flow that is 'begun_by_us'")
    return {
        "begun_by_us": begun_by_us,
        "gives_way": reader.flag(found.get("gives_way"), "'gives_way'", default=True),
        "leads_on": reader.flag(found.get("leads_on"), "'leads_on'"),
    }


def _triggers(node: Node | None, reader: Reader) -> tuple[NluTrigger, ...]:
    triggers: list[NluTrigger] = []
    for item in reader.items(node, "'nlu_trigger'"):
        found = reader.table(item, ("intent",), what="a trigger")
        intent = found.get("intent")
        if isinstance(intent, Table):
            inner = reader.table(intent, ("name", "confidence_threshold"), what="an intent")
            threshold = reader.number(inner.get("confidence_threshold"), "'confidence_threshold'")
            if threshold is not None and not 0 <= threshold <= 1:
                place = inner["confidence_threshold"]
                reader.problem(place, "'confidence_threshold' is a number from 0 to 1")
            name = reader.text(inner.get("name"), "'name'")
            triggers.append(NluTrigger(intent=name, confidence_threshold=threshold))
        else:
            triggers.append(NluTrigger(intent=reader.text(intent, "'intent'")))
    return tuple(triggers)
