"""`slots:`"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final, cast

from bot.dialogue.problem import did_you_mean, nearest_or_all
from bot.dialogue.reading.nodes import Listing, Node, Scalar, Table
from bot.dialogue.reading.reader import Reader, plain_value
from bot.dialogue.slot import NotAValue, Rejection, Slot, SlotMapping, SlotType, Validation

_TYPES: Final = ("text", "bool", "categorical", "float", "any", "list")
_KEYS: Final = (
    "type",
    "values",
    "min_value",
    "max_value",
    "initial_value",
    "mappings",
    "validation",
    "influence_conversation",
    "shared_for_coexistence",
)
_MAPPING_KEYS: Final = (
    "type",
    "entity",
    "role",
    "group",
    "intent",
    "not_intent",
    "value",
    "conditions",
    "allow_nlu_correction",
    "run_action_every_turn",
    "coexistence_system",
)
_MAPPING_TYPES: Final = ("from_llm", "controlled", "from_entity", "from_intent")
_MAPPING_REFUSED: Final = {
    "from_text": "a collect step with force_slot_filling takes the whole text",
    "from_trigger_intent": "use from_intent",
    "custom": "use controlled, and set it from an action",
}
_ENTITIES: Final = (
    "date",
    "time",
    "date_of_birth",
    "person_name",
    "postcode",
    "phone",
    "number",
    "language",
)


def read_slot(name: Scalar, node: Node, reader: Reader) -> Slot:
    """One slot without its validation, which may name other slots."""
    reader = reader.within(f"slot {name.text}")
    if re.search(r"[()=,\s]", name.text):
        reader.problem(name, "a slot's name has no ( ) = , or space")
    found = reader.table(node, _KEYS, what="a slot")
    if not isinstance(node, Table | Scalar) or (isinstance(node, Scalar) and not node.is_null):
        return Slot(name=name.text, type="any", file=name.file, line=name.line)
    _not_acted_on(found, ("shared_for_coexistence",), reader)
    kind = reader.text(found.get("type"), "'type'") or "text"
    if "type" not in found:
        reader.missing(name, node, "type", _KEYS)
    elif kind not in _TYPES:
        reader.problem(found["type"], f"unknown type '{kind}'{nearest_or_all(kind, _TYPES)}")
        kind = "any"
    slot = Slot(
        name=name.text,
        type=cast(SlotType, kind),
        values=reader.texts(found.get("values"), "'values'"),
        minimum=reader.number(found.get("min_value"), "'min_value'"),
        maximum=reader.number(found.get("max_value"), "'max_value'"),
        mappings=_read_mappings(found.get("mappings"), reader),
        file=name.file,
        line=name.line,
    )
    _check_values(slot, found, name, reader)
    if kind == "list" and not slot.is_controlled:
        reader.problem(name, "a list is filled by actions: its mapping must be controlled")
    for mapping in slot.mappings:
        if mapping.type == "from_intent":
            _check_value(slot, mapping.value, name, reader)
    return replace(slot, initial_value=read_value(slot, found.get("initial_value"), reader))


def _check_values(slot: Slot, found: dict[str, Node], name: Scalar, reader: Reader) -> None:
    """What the type of a slot wants, and what it has no use for."""
    is_choice, is_number = slot.type == "categorical", slot.type == "float"
    if is_choice and not slot.values:
        reader.problem(name, "a categorical slot needs 'values'")
    folded = [value.casefold() for value in slot.values]
    for place, value in enumerate(folded):
        if value in folded[:place]:
            reader.problem(found["values"], f"value '{slot.values[place]}' stands twice")
    low, high = slot.minimum, slot.maximum
    if low is not None and high is not None and low > high:
        reader.problem(found["min_value"], "'min_value' is more than 'max_value'")
    for key, is_used in (("values", is_choice), ("min_value", is_number), ("max_value", is_number)):
        if key in found and not is_used and slot.type != "any":
            message = f"'{key}' means nothing for type {slot.type}"
            reader.problem(found[key], message, is_warning=True)


def _check_value(slot: Slot, value: Any, place: Node, reader: Reader) -> None:
    try:
        slot.coerce(value)
    except NotAValue as error:
        reader.problem(place, f"from_intent: {error}")


def read_value(slot: Slot, node: Node | None, reader: Reader) -> Any:
    """A value written for this slot; the slot's type decides what the scalar means."""
    if node is None:
        return None
    if slot.type in ("any", "list"):
        value = plain_value(node)
    elif isinstance(node, Scalar):
        value = None if node.is_null else node.text
    else:
        reader.problem(node, f"slot {slot.name} cannot hold this")
        return None
    try:
        return slot.coerce(value)
    except NotAValue as error:
        reader.problem(node, str(error))
        return None


def read_validation(slot: Slot, node: Node, reader: Reader) -> Slot:
    """The slot with its `validation`, read once all slots are known."""
    reader = reader.within(f"slot {slot.name}")
    found = reader.table(node, ("rejections", "refill_utter", "refill_action"), what="'validation'")
    _not_acted_on(found, ("refill_action",), reader)
    validation = Validation(
        rejections=read_rejections(found.get("rejections"), slot.name, reader),
        refill_utter=reader.text(found.get("refill_utter"), "'refill_utter'"),
        refill_line=found["refill_utter"].line if "refill_utter" in found else 0,
    )
    return replace(slot, validation=validation)


def read_rejections(node: Node | None, slot: str, reader: Reader) -> tuple[Rejection, ...]:
    """`- if: condition` `utter: response`; only the slot itself may be named."""
    rejections: list[Rejection] = []
    for item in reader.items(node, "'rejections'"):
        found = reader.table(item, ("if", "utter"), what="a rejection")
        if "if" not in found or "utter" not in found:
            reader.problem(item, "a rejection needs 'if' and 'utter'")
            continue
        condition = reader.condition(found["if"])
        if condition is None:
            continue
        others = condition.slots - {slot}
        if others:
            reader.problem(found["if"], f"a rejection names only slots.{slot}")
        utter, line = reader.text(found["utter"], "'utter'"), found["utter"].line
        rejections.append(Rejection(condition=condition, utter=utter, line=line))
    return tuple(rejections)


def _read_mappings(node: Node | None, reader: Reader) -> tuple[SlotMapping, ...]:
    if node is None:
        return (SlotMapping(type="from_llm"),)
    return tuple(
        mapping
        for item in reader.items(node, "'mappings'")
        if (mapping := _read_mapping(item, reader)) is not None
    )


def _read_mapping(node: Node, reader: Reader) -> SlotMapping | None:
    found = reader.table(node, _MAPPING_KEYS, what="a mapping")
    kind = reader.text(found.get("type"), "'type'")
    if kind in _MAPPING_REFUSED:
        reader.problem(found["type"], f"'{kind}' is not supported: {_MAPPING_REFUSED[kind]}")
        return None
    if kind not in _MAPPING_TYPES:
        place = found.get("type", node)
        hint = nearest_or_all(kind, _MAPPING_TYPES)
        reader.problem(place, f"unknown mapping '{kind}'{hint}")
        return None
    _not_acted_on(found, ("coexistence_system",), reader)
    if kind != "controlled":
        _not_acted_on(found, ("run_action_every_turn",), reader)
        found.pop("run_action_every_turn", None)
    mapping = SlotMapping(
        type=cast(Any, kind),
        entity=reader.text(found.get("entity"), "'entity'"),
        intent=_first_text(found.get("intent"), reader),
        value=plain_value(found.get("value")),
        active_flows=_active_flows(found.get("conditions"), reader),
        action=reader.text(found.get("run_action_every_turn"), "'run_action_every_turn'"),
    )
    if kind == "from_entity" and not mapping.entity:
        reader.problem(node, "from_entity needs 'entity'")
    elif mapping.entity and mapping.entity not in _ENTITIES:
        known = ", ".join(_ENTITIES)
        hint = did_you_mean(mapping.entity, _ENTITIES)
        message = f"no entity '{mapping.entity}'{hint}; Blether finds {known}"
        reader.problem(found["entity"], message, is_warning=True)
    if kind == "from_intent" and not mapping.intent:
        reader.problem(node, "from_intent needs 'intent'")
    if kind == "from_intent" and mapping.value is None:
        reader.problem(node, "from_intent needs 'value'")
    return mapping


def _not_acted_on(found: dict[str, Node], keys: tuple[str, ...], reader: Reader) -> None:
    """What belongs to the language and is read, and changes nothing here (ADR 0026)."""
    for key in keys:
        if key in found:
            reader.problem(found[key], f"'{key}' is ignored", is_warning=True)


def _first_text(node: Node | None, reader: Reader) -> str:
    if isinstance(node, Listing):
        return reader.text(node.items[0], "'intent'") if node.items else ""
    return reader.text(node, "'intent'")


def _active_flows(node: Node | None, reader: Reader) -> tuple[str, ...]:
    flows: list[str] = []
    for item in reader.items(node, "'conditions'"):
        found = reader.table(item, ("active_flow",), what="a condition of a mapping")
        _not_acted_on(found, ("active_flow",), reader)
        if "active_flow" in found:
            flows.append(reader.text(found["active_flow"], "'active_flow'"))
    return tuple(flows)
