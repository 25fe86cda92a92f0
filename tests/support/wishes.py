"""What a text wishes for the time of a chat, read on a Monday morning, and what suits it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.understanding.answers.wish_for_time import read_wish

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def wish(text: str, before: dict[str, Any] | None = None) -> dict[str, Any]:
    value = read_wish(text, before=before, now=MONDAY, timezone="Europe/London")
    assert isinstance(value, dict)
    return value


def suits(value: dict[str, Any], moment: str) -> bool:
    return any(start <= f"{moment}+00:00" < end for start, end in value["windows"])
