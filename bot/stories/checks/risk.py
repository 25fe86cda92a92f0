from __future__ import annotations

from dataclasses import dataclass

from bot.stories.checks.check import Check
from bot.stories.player import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Check):
    """The risk that was flagged for the text of this step."""

    level: str

    def failure(self, seen: Seen) -> str | None:
        if seen.risk == self.level:
            return None
        return f"expected risk {self.level}; it is {seen.risk}"
