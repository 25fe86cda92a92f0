from __future__ import annotations

from dataclasses import dataclass

from bot.stories.checks.check import Check
from bot.stories.player import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternClarificationContains(Check):
    options: tuple[str, ...]

    def failure(self, seen: Seen) -> str | None:
        offered: list[str] = []
        for event in seen.events:
            if event.type == "clarified":
                offered += [*event.data.get("options", ()), *event.data.get("names", ())]
        missing = [option for option in self.options if option not in offered]
        if not missing:
            return None
        return f"expected it to offer {', '.join(missing)}; offered: {', '.join(offered) or 'none'}"
