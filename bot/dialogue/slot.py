"""What a conversation remembers about a person, by name and type."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, Final, Literal, TypeAlias

from bot.dialogue.conditions import Condition

# As YAML 1.2 writes one.
_NUMBER: Final = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)

SlotType: TypeAlias = Literal["text", "bool", "categorical", "float", "any", "list"]


class NotAValue(ValueError):
    """The slot's type does not have this value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A value for which the condition holds is refused, and `utter` says why."""

    condition: Condition
    utter: str
    line: int = 0
    """Where `utter` stands, in the file of its step or slot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """Checked whenever the slot is set, from any step."""

    rejections: tuple[Rejection, ...] = ()
    refill_utter: str = ""
    refill_line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotMapping:
    type: Literal["from_llm", "controlled", "from_entity", "from_intent"]
    entity: str = ""
    intent: str = ""
    value: Any = None
    active_flows: tuple[str, ...] = ()
    action: str = ""
    """`run_action_every_turn` of a controlled slot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    name: str
    type: SlotType
    values: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    initial_value: Any = None
    mappings: tuple[SlotMapping, ...] = (SlotMapping(type="from_llm"),)
    validation: Validation = field(default_factory=Validation)
    file: str = ""
    line: int = 0

    @property
    def is_controlled(self) -> bool:
        """Only actions, `set_slots` and buttons on offer may set it."""
        return bool(self.mappings) and all(m.type == "controlled" for m in self.mappings)

    @property
    def entity(self) -> str:
        """The entity that it is filled from, or nothing."""
        return next((m.entity for m in self.mappings if m.type == "from_entity"), "")

    def coerce(self, value: Any) -> Any:
        """The value in the slot's type; None stays None. Raises NotAValue."""
        if value is None:
            return None
        return _COERCE[self.type](self, value)


def _text(slot: Slot, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return show_number(value)
    raise NotAValue(f"slot {slot.name} holds text")


def _bool(slot: Slot, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise NotAValue(f"slot {slot.name} is true or false")


def _categorical(slot: Slot, value: Any) -> str:
    if isinstance(value, (str, int, float)):
        said = str(value).casefold() if isinstance(value, (str, bool)) else show_number(value)
        for known in slot.values:
            if known.casefold() == said:
                return known
    raise NotAValue(f"slot {slot.name} is one of {', '.join(slot.values)}")


def _float(slot: Slot, value: Any) -> float:
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise NotAValue(f"slot {slot.name} is a number")
    low, high = slot.minimum, slot.maximum
    if not (low is None or value >= low) or not (high is None or value <= high):
        raise NotAValue(f"slot {slot.name} is out of its range")
    return float(value)


def _any(slot: Slot, value: Any) -> Any:
    return value


def _list(slot: Slot, value: Any) -> list[Any]:
    if isinstance(value, (list, tuple)):
        return list(value)
    raise NotAValue(f"slot {slot.name} holds a list")


_COERCE = {
    "text": _text,
    "bool": _bool,
    "categorical": _categorical,
    "float": _float,
    "any": _any,
    "list": _list,
}


def show_number(value: float) -> str:
    """`3`, not `3.0`."""
    return str(int(value)) if float(value).is_integer() else str(value)
