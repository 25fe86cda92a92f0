"""Commands that wait, as JSON in the state of a conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from bot import commands as command_types
from bot.commands import Command, Span

_COMMANDS: dict[str, type[Any]] = {
    command.__name__: command for command in command_types.Command.__args__
}


def command_to_json(command: Command) -> dict[str, Any]:
    """`{"command": "SetSlot", …}`"""
    data: dict[str, Any] = {"command": type(command).__name__}
    for item in fields(command):
        value = getattr(command, item.name)
        if isinstance(value, Span):
            value = [value.start, value.end]
        data[item.name] = list(value) if isinstance(value, tuple) else value
    return data


def command_from_json(data: Mapping[str, Any]) -> Command:
    """The command that `command_to_json` wrote. Raises KeyError or TypeError for others."""
    values = {name: value for name, value in data.items() if name != "command"}
    if values.get("span") is not None:
        values["span"] = Span(*values["span"])
    if "options" in values:
        values["options"] = tuple(values["options"])
    command: Command = _COMMANDS[data["command"]](**values)
    return command
