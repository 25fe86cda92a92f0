"""Texts as they are usually said: with values of about the usual kind and length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.dialogue.patterns import CONTEXT
from bot.dialogue.template import CannotFill, Template

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows
    from bot.dialogue.slot import Slot

TYPICAL: Final = "x" * 12
"""About as long as what usually stands in a placeholder."""
_CONTEXT: Final = {name: TYPICAL for names in CONTEXT.values() for name in names}


def filled(flows: Flows, template: Template) -> str:
    """The text with typical values; nothing where its Jinja fails, which is said elsewhere."""
    try:
        return template.fill(typical_values(flows, template))
    except CannotFill:
        return ""


def typical_values(flows: Flows, template: Template) -> dict[str, Any]:
    """A value for each placeholder; for Jinja, which reckons with them, of the slot's own type."""
    values: dict[str, Any] = dict.fromkeys(template.names, TYPICAL)
    if template.is_jinja:
        values |= {name: _of(slot) for name, slot in flows.slots.items()}
        values["context"] = _CONTEXT
    return values


def _of(slot: Slot) -> Any:
    if slot.type == "bool":
        return True
    if slot.type == "float":
        return slot.maximum if slot.maximum is not None else (slot.minimum or 0) + 1
    if slot.type == "list":
        return [TYPICAL]
    return slot.values[0] if slot.values else TYPICAL
