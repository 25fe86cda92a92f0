"""The words of flows/ for whoever speaks outside a flow: an action, a timer, the turn itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.dialogue import Flows, Said, load_flows, say


def first() -> float:
    """Always the first of several equal variations; a draw for those who need none."""
    return 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The responses of one version of the flows, in one person's language.

    `slots` are the conversation's own, for conditions and placeholders.
    """

    flows: Flows
    language: str
    channel: str | None = None
    slots: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_files(cls, path: Path, language: str) -> Words:
        return cls(flows=load_flows([path]), language=language)

    def said(self, response: str, **extra: Any) -> Said:
        """The response with its buttons; `extra` fills placeholders beyond the slots."""
        return say(
            self.flows,
            response,
            {**self.slots, **extra} if extra else self.slots,
            channel=self.channel,
            language=self.language,
            draw=first,
        )

    def text(self, response: str, **extra: Any) -> str:
        """The response's text alone."""
        return self.said(response, **extra).text
