"""Needs told beside an answer or a wish: they are never lost to it, nor it to them."""

from __future__ import annotations

from bot.commands import CannotHandle, Command, StartFlow
from bot.understanding.situation import Situation


def with_needs(commands: tuple[Command, ...], situation: Situation) -> tuple[Command, ...]:
    """The commands, and beside them what begins with the needs that the text tells."""
    if not situation.detected.needs:
        return commands or (CannotHandle(),)
    needs = StartFlow(flow=situation.vocabulary.needs_flow)
    if situation.question is None and _only_asks(commands, situation):
        return (*commands, needs)
    if not commands and situation.question is not None and not _is_pressing(situation):
        return (StartFlow(flow=situation.vocabulary.needs_flow, waits=True),)
    starts = any(isinstance(command, StartFlow) for command in commands)
    return commands if starts else (*commands, needs)


def without_giving_way(
    commands: tuple[Command, ...], situation: Situation
) -> tuple[tuple[Command, ...], tuple[str, ...]]:
    """The commands but for flows asked for in a first text that cannot wait, and those flows: their
    words give way.

    A welcome, help for today and the question are as many texts as one turn may have.
    """
    words = situation.vocabulary
    if not _gives_way(situation):
        return commands, ()
    giving_way = words.say_only | {words.interpreter_flow}
    begun = [one for one in commands if isinstance(one, StartFlow) and one.flow in giving_way]
    return tuple(one for one in commands if one not in begun), tuple(one.flow for one in begun)


def _gives_way(situation: Situation) -> bool:
    found = situation.detected
    is_first = situation.question is None and bool(situation.slots.get("first_time"))
    return is_first and bool(found.needs) and found.risk != "none"


def _is_pressing(situation: Situation) -> bool:
    """Whether a need cannot wait for the end of another talk."""
    return situation.detected.risk != "none" or "abuse" in situation.detected.needs


def _only_asks(commands: tuple[Command, ...], situation: Situation) -> bool:
    """Whether no more is begun than an answer about us: the need is not forgotten over it."""
    words = situation.vocabulary
    begun = [command.flow for command in commands if isinstance(command, StartFlow)]
    return bool(begun) and words.say_only.issuperset(begun)
