from __future__ import annotations

from dataclasses import dataclass

from bot.commands import SlotValue


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSet:
    """A slot has a new value; None means emptied."""

    name: str
    value: SlotValue
