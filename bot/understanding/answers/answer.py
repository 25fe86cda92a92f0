"""What a message answers to the open question."""

from __future__ import annotations

from dataclasses import dataclass

from bot.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`is_whole`: the message is the answer that was asked for and nothing besides."""

    commands: tuple[Command, ...]
    is_whole: bool = False
