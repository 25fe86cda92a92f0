"""From YAML to checks, by the name of the assertion."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from bot.dialogue.reading.nodes import Listing, Node, Scalar, Table, is_empty
from bot.dialogue.reading.reader import Reader, plain_value
from bot.stories.checks.action_executed import ActionExecuted
from bot.stories.checks.bot_did_not_utter import BotDidNotUtter
from bot.stories.checks.bot_uttered import BotUttered, Wanted
from bot.stories.checks.check import Check
from bot.stories.checks.flow_ended import FlowEnded
from bot.stories.checks.flow_started import FlowStarted
from bot.stories.checks.handed_over import HandedOver
from bot.stories.checks.max_segments import MaxSegments
from bot.stories.checks.pattern_clarification_contains import PatternClarificationContains
from bot.stories.checks.risk import Risk
from bot.stories.checks.sent_nothing import SentNothing
from bot.stories.checks.slot_was_set import SlotWasNotSet, SlotWasSet

Read: TypeAlias = Callable[[Node, Reader], list[Check]]
_RISKS: Final = ("none", "urgent", "crisis", "emergency")
_ALONE: Final = frozenset(("handed_over", "sent_nothing"))
"""Assertions that say all with their name."""
_REFUSED: Final = {
    "generative_response_is_relevant": "Blether generates no texts",
    "generative_response_is_grounded": "Blether generates no texts",
    "llm_judge": "there is no LLM",
}


def read_assertion(node: Node, reader: Reader) -> list[Check]:
    """One item under `assertions`; a wrong one is a problem and gives no check."""
    if isinstance(node, Scalar) and node.text in _ALONE:
        node = Table(node.file, node.line, ((node, _nothing(node)),))
    found = reader.table(node, ASSERTIONS, _REFUSED, "an assertion")
    return [check for name, value in found.items() for check in ASSERTIONS[name](value, reader)]


def read_plain(name: str, node: Node, reader: Reader) -> list[Check]:
    """A plain step: `bot`, `utter`, `slot_was_set`, `slot_was_not_set`."""
    return PLAIN_CHECKS[name](node, reader)


def _wanted(node: Node, reader: Reader) -> Wanted:
    found = reader.table(node, ("utter_name", "text_matches", "buttons"), what="this assertion")
    pattern = reader.text(found.get("text_matches"), "'text_matches'")
    try:
        re.compile(pattern)
    except re.error as error:
        reader.problem(found["text_matches"], f"'{pattern}' is not a regex: {error}")
        pattern = ""
    buttons: list[tuple[str, str]] = []
    for item in reader.items(found.get("buttons"), "'buttons'"):
        button = reader.table(item, ("title", "payload"), what="a button")
        title = reader.text(button.get("title"), "'title'")
        buttons.append((title, reader.text(button.get("payload"), "'payload'")))
    name = reader.text(found.get("utter_name"), "'utter_name'")
    if is_empty(node) or (isinstance(node, Table) and not node.entries):
        reader.problem(node, "this assertion names no 'utter_name', 'text_matches' or 'buttons'")
    return Wanted(utter_name=name, text_matches=pattern, buttons=tuple(buttons))


def _names_nothing(node: Node, what: str, reader: Reader) -> list[Check]:
    """An assertion of nothing would hold whatever happens; what is no text is told already."""
    if isinstance(node, Scalar | Table) or is_empty(node):
        reader.problem(node, f"this assertion names no {what}")
    return []


def _bot_uttered(node: Node, reader: Reader) -> list[Check]:
    return [BotUttered(file=node.file, line=node.line, wanted=_wanted(node, reader))]


def _bot_did_not_utter(node: Node, reader: Reader) -> list[Check]:
    return [BotDidNotUtter(file=node.file, line=node.line, wanted=_wanted(node, reader))]


def _flow_started(node: Node, reader: Reader) -> list[Check]:
    if isinstance(node, Scalar) and not node.is_null:
        return [FlowStarted(file=node.file, line=node.line, flows=(node.text,))]
    found = reader.table(node, ("operator", "flow_ids", "flow_id"), what="'flow_started'")
    operator = reader.text(found.get("operator"), "'operator'") or "all"
    if operator not in ("all", "any"):
        reader.problem(found["operator"], "'operator' is all or any")
    flows = reader.texts(found.get("flow_ids"), "'flow_ids'")
    if "flow_id" in found:
        flows = (*flows, reader.text(found["flow_id"], "'flow_id'"))
    if not all(flows) or not flows:
        return _names_nothing(node, "flow", reader)
    needs_all = operator == "all"
    return [FlowStarted(file=node.file, line=node.line, flows=flows, needs_all=needs_all)]


def _flow_ended(kind: str) -> Read:
    def read(node: Node, reader: Reader) -> list[Check]:
        if isinstance(node, Scalar) and not node.is_null:
            return [FlowEnded(file=node.file, line=node.line, kind=kind, flow=node.text)]
        found = reader.table(node, ("flow_id", "flow_step_id"), what=f"'{kind}'")
        flow = reader.text(found.get("flow_id"), "'flow_id'")
        step = reader.text(found.get("flow_step_id"), "'flow_step_id'")
        if not flow:
            return _names_nothing(node, "flow", reader)
        return [FlowEnded(file=node.file, line=node.line, kind=kind, flow=flow, step=step)]

    return read


def _action_executed(node: Node, reader: Reader) -> list[Check]:
    name = reader.optional_text(node, "'action_executed'")
    if not name:
        return _names_nothing(node, "action", reader)
    return [ActionExecuted(file=node.file, line=node.line, action=name)]


def _slots(kind: type[SlotWasSet] | type[SlotWasNotSet]) -> Read:
    """`- {name: x, value: y}`, `- x`, `- x: y`, or one of these alone."""

    def read(node: Node, reader: Reader) -> list[Check]:
        items = node.items if isinstance(node, Listing) else (node,)
        checks: list[Check] = []
        if not items or is_empty(node) or (isinstance(node, Table) and not node.entries):
            return _names_nothing(node, "slot", reader)
        for item in items:
            place = {"file": item.file, "line": item.line}
            if isinstance(item, Scalar):
                checks.append(kind(file=item.file, line=item.line, name=item.text))
            elif isinstance(item, Table) and item.get("name") is not None:
                found = reader.table(item, ("name", "value"), what="a slot")
                name = reader.text(found.get("name"), "'name'")
                value = plain_value(found.get("value"))
                has_value = "value" in found
                checks.append(
                    kind(
                        file=item.file, line=item.line, name=name, value=value, has_value=has_value
                    )
                )
            elif isinstance(item, Table):
                checks += [
                    kind(
                        file=item.file,
                        line=item.line,
                        name=key.text,
                        value=plain_value(value),
                        has_value=True,
                    )
                    for key, value in item.entries
                ]
            else:
                reader.problem(item, f"a slot is a name, or a name and a value: {place}")
        return checks

    return read


def _clarification(node: Node, reader: Reader) -> list[Check]:
    options = reader.texts(node, "'pattern_clarification_contains'")
    if not options and is_empty(node):
        return _names_nothing(node, "choice", reader)
    return [PatternClarificationContains(file=node.file, line=node.line, options=options)]


def _max_segments(node: Node, reader: Reader) -> list[Check]:
    most = reader.number(node, "'max_segments'")
    if most is None:
        if is_empty(node):
            reader.problem(node, "'max_segments' must be a number")
        return []
    return [MaxSegments(file=node.file, line=node.line, most=int(most))]


def _risk(node: Node, reader: Reader) -> list[Check]:
    level = reader.text(node, "'risk'")
    if level not in _RISKS:
        reader.problem(node, f"'risk' is one of {', '.join(_RISKS)}")
        return []
    return [Risk(file=node.file, line=node.line, level=level)]


def _handed_over(node: Node, reader: Reader) -> list[Check]:
    is_wanted = _is_wanted(node, reader, "'handed_over'")
    return [HandedOver(file=node.file, line=node.line, is_wanted=is_wanted)]


def _sent_nothing(node: Node, reader: Reader) -> list[Check]:
    is_wanted = _is_wanted(node, reader, "'sent_nothing'")
    return [SentNothing(file=node.file, line=node.line, is_wanted=is_wanted)]


def _nothing(key: Scalar) -> Scalar:
    return Scalar(key.file, key.line, "", True)


def _is_wanted(node: Node, reader: Reader, what: str) -> bool:
    """`sent_nothing`, `sent_nothing:` and `sent_nothing: true` are the same."""
    return (isinstance(node, Scalar) and node.is_null) or reader.flag(node, what)


def _bot(node: Node, reader: Reader) -> list[Check]:
    wanted = Wanted(text=reader.optional_text(node, "'bot'").strip())
    if not wanted.text:
        return _names_nothing(node, "text", reader)
    return [BotUttered(file=node.file, line=node.line, wanted=wanted)]


def _utter(node: Node, reader: Reader) -> list[Check]:
    wanted = Wanted(utter_name=reader.optional_text(node, "'utter'"))
    if not wanted.utter_name:
        return _names_nothing(node, "response", reader)
    return [BotUttered(file=node.file, line=node.line, wanted=wanted)]


ASSERTIONS: Final[dict[str, Read]] = {
    "flow_started": _flow_started,
    "flow_completed": _flow_ended("flow_completed"),
    "flow_cancelled": _flow_ended("flow_cancelled"),
    "action_executed": _action_executed,
    "slot_was_set": _slots(SlotWasSet),
    "slot_was_not_set": _slots(SlotWasNotSet),
    "pattern_clarification_contains": _clarification,
    "bot_uttered": _bot_uttered,
    "bot_did_not_utter": _bot_did_not_utter,
    "max_segments": _max_segments,
    "risk": _risk,
    "handed_over": _handed_over,
    "sent_nothing": _sent_nothing,
}

PLAIN_CHECKS: Final[dict[str, Read]] = {
    "bot": _bot,
    "utter": _utter,
    "slot_was_set": _slots(SlotWasSet),
    "slot_was_not_set": _slots(SlotWasNotSet),
}
