from __future__ import annotations

from dataclasses import dataclass

from bot.stories.checks.check import Check, heard_instead
from bot.stories.player import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(Check):
    is_wanted: bool = True

    def failure(self, seen: Seen) -> str | None:
        was = any(event.type == "handed_over" for event in seen.events)
        if was == self.is_wanted:
            return None
        verb = "expected a person to be asked for" if self.is_wanted else "expected no handover"
        return f"{verb}; {heard_instead(seen)}"
