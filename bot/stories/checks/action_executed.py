from __future__ import annotations

from dataclasses import dataclass

from bot.stories.checks.check import Check, Place, places_of
from bot.stories.player import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionExecuted(Check):
    action: str

    def failure(self, seen: Seen) -> str | None:
        names = [str(event.data.get("name")) for event in seen.events if event.type == _TYPE]
        said = [heard.response for heard in seen.heard]
        if self.action in names or self.action in said:
            return None
        return f"expected {self.action} to run; ran: {', '.join(names) or 'no action'}"

    def places(self, seen: Seen) -> list[Place]:
        return places_of(
            seen,
            lambda each: each.type == _TYPE and each.data.get("name") == self.action,
        )


_TYPE = "action_asked"
