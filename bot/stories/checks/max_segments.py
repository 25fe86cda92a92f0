from __future__ import annotations

from dataclasses import dataclass

from bot.stories.checks.check import Check, shown
from bot.stories.player import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxSegments(Check):
    """No text of the step is longer than this on SMS."""

    most: int

    def failure(self, seen: Seen) -> str | None:
        for heard in seen.heard:
            if heard.segments > self.most:
                return f"expected {self.most} segments at most; {heard.segments}: {shown(heard)}"
        return None
