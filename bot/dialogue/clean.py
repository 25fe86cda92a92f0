"""Commands before they are obeyed: repeats, open flows and unknown slots fall away."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.commands import (
    CannotHandle,
    Command,
    CorrectSlots,
    Noop,
    OpenQuestion,
    SetSlot,
    StartFlow,
)
from bot.commands import RepeatBotMessages as Repeat
from bot.dialogue.conditions.operators import is_same
from bot.dialogue.slot import NotAValue, Slot
from bot.dialogue.start import is_open

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst


_OFFERED_ONLY = ("clarification", "interrupted_flow")
"""Slots of the engine's own questions: free words are no answer to them."""


def clean(burst: Burst, commands: Sequence[Command]) -> list[Command]:
    """The commands to obey. What falls away altogether leaves a repeat or a cannot-handle."""
    kept: list[Command] = []
    instead: Command | None = None
    seen: list[Command] = []
    for command in commands:
        if isinstance(command, Noop):
            continue
        if len(commands) > 1:
            bare = dataclasses.replace(command, span=None)
            if bare in seen:
                continue
            seen.append(bare)
        cleaned = _clean_one(burst, command)
        if cleaned is None:
            instead = instead or _instead(burst, command)
        else:
            kept.append(cleaned)
    if not kept and instead is not None:
        kept.append(instead)
    return kept


def _clean_one(burst: Burst, command: Command) -> Command | None:
    if isinstance(command, StartFlow):
        flow = burst.flows.flows.get(command.flow)
        is_startable = flow is not None and not flow.is_pattern
        return command if is_startable and not is_open(burst, command.flow) else None
    if isinstance(command, SetSlot):
        return _clean_set_slot(burst, command)
    if isinstance(command, CorrectSlots):
        return _clean_correction(burst, command)
    return command


def _instead(burst: Burst, command: Command) -> Command:
    if isinstance(command, StartFlow) and is_open(burst, command.flow):
        return Repeat(span=command.span)
    return CannotHandle(reason="cannot_help", span=command.span)


def _clean_set_slot(burst: Burst, command: SetSlot) -> Command | None:
    slot = burst.flows.slots.get(command.name)
    if slot is None or slot.type == "list":
        return None
    if slot.is_controlled and not command.by_button:
        return None
    question = burst.state.question
    is_answer = question is not None and question.slot == command.name
    try:
        value = slot.coerce(_first_of_several(slot, command.value))
        if is_answer and slot.name in _OFFERED_ONLY and not _is_offered(question, value):
            raise NotAValue("only what was offered can be chosen")
    except NotAValue:
        # A bad answer to the open question is counted there; a bad volunteered one is dropped.
        return dataclasses.replace(command, value=None) if is_answer else None
    old = burst.state.slots.get(command.name)
    if value is not None and is_same(old, value) and not is_answer:
        return None
    if old is not None and value is not None and not is_answer and _is_answered(burst, command):
        return CorrectSlots(values={command.name: value}, span=command.span)
    return command if value is command.value else dataclasses.replace(command, value=value)


def _first_of_several(slot: Slot, value: Any) -> Any:
    """A slot of one value takes the first of several; the words themselves are kept."""
    return value[0] if slot.type != "any" and isinstance(value, list) and value else value


def _clean_correction(burst: Burst, command: CorrectSlots) -> Command | None:
    values: dict[str, Any] = {}
    for name, value in command.values.items():
        slot = burst.flows.slots.get(name)
        if slot is None or slot.is_controlled:
            continue
        try:
            values[name] = slot.coerce(value)
        except NotAValue:
            continue
    if command.values and not values:
        return None
    return dataclasses.replace(command, values=values)


def _is_offered(question: OpenQuestion | None, value: Any) -> bool:
    if question is None:
        return False
    return any(value in choice.slots.values() for choice in question.choices)


def _is_answered(burst: Burst, command: SetSlot) -> bool:
    """Whether a flow under way has collected the slot, so that a new value corrects it."""
    return any(
        not frame.is_pattern and command.name in burst.flows.find(frame.flow_id).own_slots
        for frame in burst.state.stack
    )
