from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.stories.checks.check import Check, Place, heard_instead
from bot.stories.player import Heard, Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Everything that is given must be true of one and the same text."""

    utter_name: str = ""
    text_matches: str = ""
    text: str = ""
    buttons: tuple[tuple[str, str], ...] = ()

    def is_met_by(self, heard: Heard) -> bool:
        if self.utter_name and heard.response != self.utter_name:
            return False
        if self.text and self.text not in (heard.text, heard.wording):
            return False
        if self.text_matches and re.search(self.text_matches, heard.text, re.DOTALL) is None:
            return False
        offered = [title for title, _ in heard.buttons]
        payloads = dict(heard.buttons)
        return all(
            title in offered and payload in ("", payloads[title]) for title, payload in self.buttons
        )

    def __str__(self) -> str:
        parts = [self.utter_name]
        parts += [f"text {self.text!r}"] if self.text else []
        parts += [f"text matching {self.text_matches!r}"] if self.text_matches else []
        parts += [f"buttons {[title for title, _ in self.buttons]}"] if self.buttons else []
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class BotUttered(Check):
    wanted: Wanted

    def failure(self, seen: Seen) -> str | None:
        if any(self.wanted.is_met_by(heard) for heard in seen.heard):
            return None
        return f"expected {self.wanted}; {heard_instead(seen)}"

    def places(self, seen: Seen) -> list[Place]:
        return [
            Place("texts", index) if heard.at is None else Place("events", heard.at)
            for index, heard in enumerate(seen.heard)
            if self.wanted.is_met_by(heard)
        ]

    def names(self) -> Iterator[tuple[Literal["response", "flow", "slot"], str]]:
        if self.wanted.utter_name:
            yield "response", self.wanted.utter_name
