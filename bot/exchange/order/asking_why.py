"""Somebody asks why of what we asked or told out of the blue."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, StartFlow
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.flow_names import WHY_FLOW


def asks_why(exchange: Exchange, commands: Sequence[Command], engine: Engine) -> bool:
    """ "Why?", to news that a chat was called off: only the team knows."""
    question = exchange.state.question
    asked = [command.flow for command in commands if isinstance(command, StartFlow)]
    return question is not None and engine.is_begun_by_us(question.flow) and asked == [WHY_FLOW]
