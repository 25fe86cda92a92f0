from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.stories.checks.check import Check, Place, flows_of, places_of
from bot.stories.player import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowStarted(Check):
    flows: tuple[str, ...]
    needs_all: bool = True

    def failure(self, seen: Seen) -> str | None:
        started = flows_of(seen, "flow_started")
        found = [flow for flow in self.flows if flow in started]
        if (len(found) == len(self.flows)) if self.needs_all else found:
            return None
        which = " and ".join(self.flows) if self.needs_all else " or ".join(self.flows)
        return f"expected {which} to start; started: {', '.join(started) or 'no flow'}"

    def places(self, seen: Seen) -> list[Place]:
        return places_of(seen, lambda each: each.type == "flow_started" and each.flow in self.flows)

    def names(self) -> Iterator[tuple[Literal["response", "flow", "slot"], str]]:
        for flow in self.flows:
            yield "flow", flow
