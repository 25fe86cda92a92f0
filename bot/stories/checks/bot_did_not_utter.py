from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.stories.checks.bot_uttered import Wanted
from bot.stories.checks.check import Check, shown
from bot.stories.player import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class BotDidNotUtter(Check):
    wanted: Wanted

    def failure(self, seen: Seen) -> str | None:
        for heard in seen.heard:
            if self.wanted.is_met_by(heard):
                return f"expected it not to say {self.wanted}; it said {shown(heard)}"
        return None

    def names(self) -> Iterator[tuple[Literal["response", "flow", "slot"], str]]:
        if self.wanted.utter_name:
            yield "response", self.wanted.utter_name
