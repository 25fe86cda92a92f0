"""What `blether practice set` and `practice hours` change: how one practice works."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

import orjson
from pydantic import ValidationError

from storage.models import PracticeSettings

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class SettingRefused(Exception):
    """A setting that does not exist or a value that it cannot have; says which, in one line."""


def changed(settings: PracticeSettings, assignments: Sequence[str]) -> PracticeSettings:
    """The settings with `name=value` assignments; a value is text, or JSON like ["3d","1d"].

    `reminders.enabled=false` reaches into a group. Raises SettingRefused.
    """
    values = settings.model_dump(mode="json")
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        if not equals:
            raise SettingRefused(f"'{assignment}': write name=value")
        _assign(values, name.strip().split("."), _value(text.strip()), name)
    try:
        return PracticeSettings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SettingRefused(f"{place}: {_said(first['type'], first['msg'])}") from error


def _said(kind: str, message: str) -> str:
    """What is expected, in the words of who types it."""
    match kind:
        case "tuple_type":
            return 'write a list, like ["3d","1d"]'
        case "model_type" | "model_attributes_type" | "dict_type":
            return (
                'write its parts, like reminders.enabled=false, or a group like {"enabled":false}'
            )
        case "string_type":
            return "write text; a number or a word like null goes in quotation marks"
    return message.lower()


def _assign(values: dict[str, Any], path: Sequence[str], value: Any, name: str) -> None:
    group: Any = values
    for part in path[:-1]:
        group = group.get(part) if isinstance(group, Mapping) else None
    if not isinstance(group, dict) or path[-1] not in group:
        raise SettingRefused(f"'{name}' is not a setting; there are: {', '.join(sorted(values))}")
    group[path[-1]] = value


def _value(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


def weekdays(text: str) -> list[int]:
    """Days as "mon-fri" or "mon,wed,sat" in numbers, Monday 0; raises SettingRefused."""
    days: list[int] = []
    for part in text.lower().replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        if first not in DAYS or (dash and last not in DAYS):
            raise SettingRefused(f"'{text}': write days like mon-fri or mon,wed")
        start = DAYS.index(first)
        end = DAYS.index(last) if dash else start
        if end < start:
            raise SettingRefused(f"'{text}': a week begins on Monday")
        days += range(start, end + 1)
    return sorted(set(days))


def times(text: str) -> tuple[str, str]:
    """ "09:30-16:00" as two times; raises SettingRefused."""
    match = re.fullmatch(r"(\d{2}:\d{2})-(\d{2}:\d{2})", text.replace(" ", ""))
    try:
        if match and time.fromisoformat(match[1]) < time.fromisoformat(match[2]):
            return match[1], match[2]
    except ValueError:
        pass
    raise SettingRefused(f"'{text}': write times like 09:30-16:00")
