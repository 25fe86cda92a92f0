from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.stories.checks.check import Check, Place, places_of
from bot.stories.player import Happened, Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowEnded(Check):
    """`flow_completed` and `flow_cancelled`."""

    kind: str
    flow: str
    step: str = ""

    def failure(self, seen: Seen) -> str | None:
        if any(self._is_met_by(event) for event in seen.events):
            return None
        ended = [f"{e.flow} at {e.step}" for e in seen.events if e.type == self.kind]
        at = f" at {self.step}" if self.step else ""
        what = self.kind.removeprefix("flow_")
        return f"expected {self.flow} to be {what}{at}; {what}: {', '.join(ended) or 'no flow'}"

    def places(self, seen: Seen) -> list[Place]:
        return places_of(seen, self._is_met_by)

    def _is_met_by(self, event: Happened) -> bool:
        is_flow = event.type == self.kind and event.flow == self.flow
        return is_flow and self.step in ("", event.step)

    def names(self) -> Iterator[tuple[Literal["response", "flow", "slot"], str]]:
        yield "flow", self.flow
