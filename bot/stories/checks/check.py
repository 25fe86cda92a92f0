from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from bot.stories.player import Happened, Heard, Seen


class Place(NamedTuple):
    """Where something stands in a step: among what happened, texts included. A text of which the
    events do not tell stands among the texts alone."""

    stream: Literal["events", "texts"]
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that has to be true after a step."""

    file: str
    line: int

    def failure(self, seen: Seen) -> str | None:
        """Why it is not true, in words; None where it is."""
        raise NotImplementedError

    def places(self, seen: Seen) -> list[Place]:
        """Each place where it is true, for checks whose order counts."""
        return []

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


def places_of(seen: Seen, is_met_by: Callable[[Happened], bool]) -> list[Place]:
    """Where such a thing happened."""
    return [Place("events", index) for index, each in enumerate(seen.events) if is_met_by(each)]


def flows_of(seen: Seen, kind: str) -> list[str]:
    return [event.flow or "" for event in seen.events if event.type == kind]


def is_value(actual: Any, wanted: Any) -> bool:
    """Equal as written in YAML: 3 is 3.0, true is not "true" but text is compared as text."""
    if isinstance(actual, bool) or isinstance(wanted, bool):
        return actual is wanted or str(actual).lower() == str(wanted).lower()
    if isinstance(actual, (int, float)) and isinstance(wanted, (int, float)):
        return actual == wanted
    return bool(actual == wanted or (actual is not None and str(actual) == str(wanted)))
