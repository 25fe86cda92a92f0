from __future__ import annotations

from dataclasses import dataclass

from bot.stories.checks.check import Check
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

    def position(self, seen: Seen) -> tuple[str, int] | None:
        for index, event in enumerate(seen.events):
            if event.type == _TYPE and event.data.get("name") == self.action:
                return "events", index
        return None


_TYPE = "action_asked"
