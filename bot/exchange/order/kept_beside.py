"""A name, a date of birth or a time that suits, told where something else is asked: it is kept, and
who told it hears so, where else they would but be asked once more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.commands import Command, OpenQuestion, SetSlot
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange

_OF_THEM: Final = frozenset({"person_name", "birth_date"})
_ASKS_WHO: Final = frozenset({"date_of_birth", "person_name", "name_and_birth_date"})
"""Kinds of question that ask for these themselves."""


def say_it_is_kept(
    exchange: Exchange,
    engine: Engine,
    commands: Sequence[Command],
    asked: OpenQuestion | None,
    said_before: int,
) -> None:
    """ "Thanks, I've kept that", before the question that is put again and nothing else."""
    question = exchange.state.question
    is_again = question is not None and asked is not None and question.slot == asked.slot
    is_of_them = asked is not None and asked.kind in _ASKS_WHO
    if not is_again or is_of_them or len(exchange.said) != said_before + 1:
        return
    kept = _OF_THEM | {engine.library.names.time_asked_slot}
    if any(isinstance(each, SetSlot) and each.name in kept for each in commands):
        exchange.say("utter_kept_that")
        exchange.said.insert(said_before, exchange.said.pop())
