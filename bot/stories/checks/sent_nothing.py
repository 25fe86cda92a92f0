from __future__ import annotations

from dataclasses import dataclass

from bot.stories.checks.check import Check, heard_instead
from bot.stories.player import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class SentNothing(Check):
    is_wanted: bool = True

    def failure(self, seen: Seen) -> str | None:
        if bool(seen.heard) is not self.is_wanted:
            return None
        wanted = "silence" if self.is_wanted else "a text"
        return f"expected {wanted}; {heard_instead(seen)}"
