"""`responses:`"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from bot.dialogue.conditions import Condition, ConditionError, compile_condition
from bot.dialogue.payloads import PayloadError, intent_of, parse_payload
from bot.dialogue.problem import Problem, did_you_mean
from bot.dialogue.reading.nodes import Listing, Node, Scalar, Table, is_empty
from bot.dialogue.reading.reader import Reader, plain_value
from bot.dialogue.response import Button, QuestionSettings, Response, Variation
from bot.dialogue.slot import NotAValue, Slot
from bot.dialogue.template import Template, read_template

_KEYS: Final = (
    "text",
    "buttons",
    "image",
    "attachment",
    "custom",
    "channel",
    "condition",
    "id",
    "metadata",
    "translation",
)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_REFUSED: Final = {
    "allow_interruptions": "Blether does not speak",
    "quick_replies": "use buttons",
    "elements": "use buttons",
}
_BLETHER_KEYS: Final = (
    *("skip", "max_reasks", "multiple", "own_words"),
    *("checked_by", "checked_on"),
)


def read_response(
    name: Scalar, node: Node, reader: Reader, slots: Mapping[str, Slot]
) -> Response | None:
    reader = reader.within(f"response {name.text}")
    if not name.text.startswith("utter_"):
        reader.problem(name, "the name of a response begins with utter_")
    items = reader.items(node, "a response")
    variations = tuple(
        _read_variation(item, reader, slots) for item in items if _is_mapping(item, reader)
    )
    if not variations:
        if is_empty(node):
            reader.problem(name, "a response needs at least one variation")
        return None
    if all(v.channel or v.condition is not None for v in variations):
        reader.problem(name, "one variation must have neither condition nor channel")
    return Response(name=name.text, variations=variations, file=name.file, line=name.line)


def _is_mapping(node: Node, reader: Reader, what: str = "a variation") -> bool:
    if not isinstance(node, Table):
        reader.problem(node, f"{what} must be a mapping")
    return isinstance(node, Table)


def refuse_repeated_ids(responses: Iterable[Response], problems: list[Problem]) -> None:
    """The `id` of a variation is one of its own among all responses."""
    first: dict[str, Variation] = {}
    for response in responses:
        for each in response.variations:
            if each.id and (before := first.setdefault(each.id, each)) is not each:
                message = f"id '{each.id}' stands twice (first in {before.file}:{before.line})"
                where = f"response {response.name}"
                problem = Problem(file=each.file, line=each.line, message=f"{where}: {message}")
                problems.append(problem)


def _read_variation(node: Node, reader: Reader, slots: Mapping[str, Slot]) -> Variation:
    found = reader.table(node, _KEYS, _REFUSED, "a variation")
    if not found.keys() & {"text", "image", "attachment", "custom"}:
        reader.problem(node, "a variation needs 'text'")
    settings, is_jinja = _read_metadata(found.get("metadata"), reader)
    others = ("image", "attachment", "custom")
    extra = {key: plain_value(found[key]) for key in others if key in found}
    return Variation(
        text=_template(found.get("text"), reader, is_jinja),
        texts=_translations(found.get("translation"), reader, is_jinja),
        buttons=tuple(
            _read_button(item, reader, slots)
            for item in reader.items(found.get("buttons"), "'buttons'")
            if _is_mapping(item, reader, "a button")
        ),
        channel=reader.text(found.get("channel"), "'channel'"),
        condition=_read_condition(found.get("condition"), reader),
        settings=settings,
        extra=extra,
        id=reader.text(found.get("id"), "'id'"),
        file=node.file,
        line=node.line,
    )


def _read_metadata(node: Node | None, reader: Reader) -> tuple[QuestionSettings, bool]:
    if node is None:
        return QuestionSettings(), False
    refused = {"rephrase": "no text leaves the machine", "rephrase_prompt": "there is no LLM"}
    entries = reader.entries(node, "'metadata'")
    found = {key.text: value for key, value in entries}
    for key, value in entries:
        if key.text in refused and reader.text(value, key.text).lower() != "false":
            reader.problem(key, f"'{key.text}' is not supported: {refused[key.text]}")
    kind = reader.text(found.get("template"), "'template'")
    if kind not in ("", "jinja"):
        reader.problem(found["template"], "'template' is jinja or left out")
    return _read_settings(node, reader), kind == "jinja"


def _read_settings(metadata: Node, reader: Reader) -> QuestionSettings:
    found = reader.blether(metadata, _BLETHER_KEYS)
    most = reader.number(found.get("max_reasks"), "'max_reasks'")
    if most is not None and (most < 0 or most != int(most)):
        reader.problem(found["max_reasks"], "'max_reasks' is a whole number, 0 or more")
    return QuestionSettings(
        skip=reader.flag(found.get("skip"), "'skip'"),
        multiple=reader.flag(found["multiple"], "'multiple'") if "multiple" in found else None,
        own_words=reader.flag(found.get("own_words"), "'own_words'"),
        max_reasks=2 if most is None else int(most),
        checked_by=reader.optional_text(found.get("checked_by"), "'checked_by'"),
        checked_on=_day(found.get("checked_on"), reader),
    )


def _day(node: Node | None, reader: Reader) -> str:
    day = reader.optional_text(node, "'checked_on'")
    if node is not None and day and not _DAY.fullmatch(day):
        reader.problem(node, "'checked_on' is a day: 2026-03-01", is_warning=True)
    return day


def _read_button(node: Node, reader: Reader, slots: Mapping[str, Slot]) -> Button:
    found = reader.table(node, ("title", "payload", "translation", "type"), what="a button")
    title = reader.text(found.get("title"), "'title'")
    if "title" not in found:
        reader.problem(node, "a button needs a 'title'")
    payload = reader.text(found.get("payload"), "'payload'") or title
    titles: dict[str, Template] = {}
    for language, value in reader.entries(found.get("translation"), "'translation'"):
        inner = reader.table(value, ("title",), what="a translation of a button")
        titles[language.text] = _template(inner.get("title"), reader, False)
    return Button(
        title=_template(found.get("title"), reader, False),
        payload=payload,
        slots=_payload(found.get("payload", node), payload, reader, slots),
        titles=titles,
    )


def _payload(node: Node, payload: str, reader: Reader, slots: Mapping[str, Slot]) -> dict[str, str]:
    """What the button sets; its names and values are checked here, not when it is chosen."""
    if intent_of(payload):
        return {}  # `/intent{…}`: read by the command generator
    try:
        values = parse_payload(payload)
    except PayloadError as error:
        reader.problem(node, str(error))
        return {}
    for name, value in values.items():
        slot = slots.get(name)
        if slot is not None and slot.type == "categorical" and not slot.values:
            continue  # said already, where it is declared
        if slot is None:
            reader.problem(node, f"slot '{name}' is not declared{did_you_mean(name, slots)}")
            continue
        try:
            slot.coerce(value)
        except NotAValue as error:
            reader.problem(node, str(error))
    return values


def _translations(node: Node | None, reader: Reader, is_jinja: bool) -> dict[str, Template]:
    return {
        language.text: _template(value, reader, is_jinja)
        for language, value in reader.entries(node, "'translation'")
    }


def _template(node: Node | None, reader: Reader, is_jinja: bool) -> Template:
    text = reader.optional_text(node, "a text").rstrip("\n")
    if isinstance(node, Scalar) and not text.strip():
        reader.problem(node, "a text may not be empty")
    try:
        return read_template(text, is_jinja=is_jinja)
    except ValueError as error:
        if node is not None:
            reader.problem(node, str(error))
        return read_template("")


def _read_condition(node: Node | None, reader: Reader) -> Condition | None:
    if isinstance(node, Listing):
        return _read_old_condition(node, reader)
    return reader.condition(node)


def _read_old_condition(node: Listing, reader: Reader) -> Condition | None:
    """`[{type: slot, name: a, value: b}]`: all must hold."""
    parts: list[str] = []
    for item in node.items:
        found = reader.table(item, ("type", "name", "value"), what="a condition")
        if reader.text(found.get("type"), "'type'") != "slot":
            reader.problem(found.get("type", item), "the 'type' of a condition is slot")
        value: Any = plain_value(found.get("value"))
        kind = reader.names.slots.get(reader.text(found.get("name"), "'name'"))
        shown = _quoted(value) if isinstance(value, str) else str(value).lower()
        if kind in ("text", "categorical") and value is not None:
            shown = _quoted(reader.text(found.get("value"), "value"))
        parts.append(f"slots.{reader.text(found.get('name'), 'name')} = {shown}")
    text = " and ".join(parts).replace("= none", "= null")
    try:
        return compile_condition(text, reader.names)
    except ConditionError as error:
        reader.problem(node, f"condition: {error}")
        return None


def _quoted(text: str) -> str:
    """As a condition writes it: without escapes, so in the quotes that it does not hold."""
    return f'"{text}"' if "'" in text else f"'{text}'"
