"""The session has expired: what was said waits until the person chose how to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands import (
    CancelFlow,
    Command,
    CorrectSlots,
    HumanHandoff,
    SessionStart,
    SetSlot,
    SkipQuestion,
    StartFlow,
)
from bot.dialogue.interruption import groups

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame

# What was not understood need not be said again after the choice.
_HELD = (StartFlow, SetSlot, CorrectSlots, SkipQuestion)


def may_hold(burst: Burst, commands: list[Command]) -> bool:
    """Whether to ask how to go on before anything else is done."""
    if not any(isinstance(command, SessionStart) for command in commands):
        return False
    if any(isinstance(command, (HumanHandoff, CancelFlow)) for command in commands):
        return False
    stack = burst.state.stack
    return bool(groups(stack)) and all(f.type != "pattern_session_start" for f in stack)


def hold(burst: Burst, commands: list[Command]) -> None:
    """Keeps the commands and asks: go on, start again, or a person."""
    burst.state.held = [command for command in commands if isinstance(command, _HELD)]
    flow = groups(burst.state.stack)[-1][0].flow_id
    burst.push_pattern(
        "pattern_session_start",
        {"previous_flow_name": burst.name(flow), "flow_name": burst.name(flow)},
    )


def release_held(burst: Burst, frame: Frame) -> None:
    """What was said before the choice applies now."""
    from bot.dialogue.apply import apply

    held, burst.state.held = burst.state.held, []
    decision = frame.context.get("decision")
    if decision == "start_again":
        # An answer belonged to the old question; a wish for another flow still stands.
        held = [command for command in held if isinstance(command, StartFlow)]
    elif decision != "go_on":
        held = []
    if held:
        apply(burst, held)
