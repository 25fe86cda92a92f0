"""A time on offer, and more: "1. my address is 12 mill street", "friday or else keep it"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias

from bot.commands import Command, OpenQuestion, SetSlot
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.beside_an_offer import read_beside_offer
from bot.understanding.said_besides import passing
from bot.understanding.situation import Situation

_OR_KEEP: Final = "or_keep"
"""Of a wish for a time: what is booked stays where there is none."""
ReadAnswer: TypeAlias = Callable[[str, OpenQuestion, Situation], Answer | None]


def read_time_and_more(
    text: str, question: OpenQuestion, situation: Situation, read: ReadAnswer
) -> Answer | None:
    """The time that is taken or wished for, as `read` finds it in what is left of the text; a
    person reads where they live."""
    parts = read_beside_offer(text)
    found = read(parts.choosing, question, situation) if parts else None
    if parts is None or found is None or situation.detected.needs:
        return None
    has = bool(situation.slots.get("has_appointment"))
    commands = found.commands
    if parts.else_keep and has:
        commands = tuple(map(_or_kept, commands))
    # Moving it lets the old one go; who has none means a chat of somebody else's.
    is_told = parts.tells_address or (parts.other_goes and not has)
    besides = passing(situation.vocabulary.told_besides_flow, situation) if is_told else ()
    return Answer(commands=(*commands, *besides))


def _or_kept(command: Command) -> Command:
    if isinstance(command, SetSlot) and isinstance(command.value, dict):
        return replace(command, value=command.value | {_OR_KEEP: True})
    return command
