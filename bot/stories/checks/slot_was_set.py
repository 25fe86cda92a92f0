from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from bot.stories.checks.check import Check, Place, is_value, places_of
from bot.stories.player import Happened, Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotWasSet(Check):
    """In this step, by whatever set it; with `has_value` to this very value, null for emptied."""

    name: str
    value: Any = None
    has_value: bool = False

    def failure(self, seen: Seen) -> str | None:
        values = values_set(seen, self.name)
        if self.has_value and self.value is None:
            now = f"it is {seen.slots.get(self.name)!r}, and was not emptied"
            return None if was_emptied(seen, self.name) else f"expected slot {self.name}: {now}"
        if any(is_value(value, self.value) if self.has_value else True for value in values):
            return None
        wanted = f"{self.name} = {self.value!r}" if self.has_value else self.name
        if values:
            return f"expected slot {wanted}; it was set to {values[-1]!r}"
        return f"expected slot {wanted}; it was not set and is {seen.slots.get(self.name)!r}"

    def places(self, seen: Seen) -> list[Place]:
        return places_of(seen, self._is_met_by)

    def _is_met_by(self, event: Happened) -> bool:
        if event.type != "slot_set" or event.data.get("name") != self.name:
            return False
        value = event.data.get("value")
        if self.has_value:
            return value is None if self.value is None else is_value(value, self.value)
        return value is not None

    def names(self) -> Iterator[tuple[Literal["response", "flow", "slot"], str]]:
        yield "slot", self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotWasNotSet(Check):
    name: str
    value: Any = None
    has_value: bool = False

    def failure(self, seen: Seen) -> str | None:
        for value in values_set(seen, self.name):
            if not self.has_value or is_value(value, self.value):
                return f"expected slot {self.name} not to be set; it was set to {value!r}"
        return None

    def names(self) -> Iterator[tuple[Literal["response", "flow", "slot"], str]]:
        yield "slot", self.name


def was_emptied(seen: Seen, name: str) -> bool:
    """Whether the slot had a value in this step or before it, and lost it."""
    had = seen.slots_before.get(name) is not None or bool(values_set(seen, name))
    return had and seen.slots.get(name) is None


def values_set(seen: Seen, name: str) -> list[Any]:
    """What the slot was set to in this step; emptying does not count."""
    values = [
        event.data.get("value")
        for event in seen.events
        if event.type == "slot_set" and event.data.get("name") == name
    ]
    now = seen.slots.get(name)
    if now != seen.slots_before.get(name):
        values.append(now)
    return [value for value in values if value is not None]
