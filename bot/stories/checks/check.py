from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from bot.stories.player import Heard, Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that has to be true after a step."""

    file: str
    line: int

    def failure(self, seen: Seen) -> str | None:
        """Why it is not true, in words; None where it is."""
        raise NotImplementedError

    def position(self, seen: Seen) -> tuple[str, int] | None:
        """("texts" or "events", where it happened), for checks whose order counts."""
        return None

    def names(self) -> Iterator[tuple[Literal["response", "flow", "slot"], str]]:
        """What it names of the flows; there must be such a one."""
        yield from ()


def heard_instead(seen: Seen) -> str:
    """What was said, for a message."""
    if not seen.heard:
        return "nothing was said"
    return "it said: " + " / ".join(shown(text) for text in seen.heard)


def shown(heard: Heard) -> str:
    return f"[{heard.response or 'no response'}] {heard.text!r}"


def flows_of(seen: Seen, kind: str) -> list[str]:
    return [event.flow or "" for event in seen.events if event.type == kind]


def is_value(actual: Any, wanted: Any) -> bool:
    """Equal as written in YAML: 3 is 3.0, true is not "true" but text is compared as text."""
    if isinstance(actual, bool) or isinstance(wanted, bool):
        return actual is wanted or str(actual).lower() == str(wanted).lower()
    if isinstance(actual, (int, float)) and isinstance(wanted, (int, float)):
        return actual == wanted
    return bool(actual == wanted or (actual is not None and str(actual) == str(wanted)))
