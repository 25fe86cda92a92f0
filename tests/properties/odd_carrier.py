"""A carrier that can go wrong before it takes a text or after, and a server's clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, Literal, TypeAlias

from bot.delivery.carrier import Found, LookupFailed, Outcome, Outgoing, Refused, Sent, Unknown
from tests.builders import NOW

How: TypeAlias = Literal[
    "accept", "refuse_for_good", "refuse_for_now", "opted_out", "lose_answer", "lose_text",
    "die_before", "die_after",
]  # fmt: skip
FINAL = ("delivered", "undelivered", "failed")
CODES: dict[How, str] = {
    "refuse_for_good": "30007",
    "refuse_for_now": "20429",
    "opted_out": "21610",
}


class WorkerDies(Exception):
    """Between two steps of sending; nothing is written down any more."""


class FreeClock:
    """A server's clock as it can be: set forward, and set back."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time


@dataclass(slots=True, kw_only=True)
class Taken:
    """A text that the carrier took; `went` is what it went through, in order."""

    sid: str
    outgoing: Outgoing
    at: datetime
    went: list[str] = field(default_factory=lambda: ["queued", "sent"])

    @property
    def is_lost(self) -> bool:
        return self.went[-1] in ("undelivered", "failed")


@dataclass(slots=True, kw_only=True)
class OddCarrier:
    """Keeps what it took. `script` says how the next texts go; `judge` sees each that it takes."""

    clock: FreeClock
    judge: Callable[[Outgoing], None]
    script: list[How] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    are_lookups_down: bool = False
    _sids: Any = field(default_factory=lambda: count(1))

    async def send(self, outgoing: Outgoing) -> Outcome:
        await asyncio.sleep(0)  # others get on meanwhile, as over a real wire
        how = self.script.pop(0) if self.script else "accept"
        if how in CODES:
            return Refused(code=CODES[how])
        if how == "die_before":
            raise WorkerDies
        if how == "lose_text":
            return Unknown(why="cut off")
        self.judge(outgoing)
        text = Taken(sid=f"SM{next(self._sids)}", outgoing=outgoing, at=self.clock.now())
        self.taken.append(text)
        await asyncio.sleep(0)
        if how == "die_after":
            raise WorkerDies
        return Unknown(why="no answer") if how == "lose_answer" else Sent(provider_id=text.sid)

    async def find(self, outgoing: Outgoing) -> Found:
        await asyncio.sleep(0)
        if self.are_lookups_down:
            raise LookupFailed("503")
        same = (
            text.sid
            for text in reversed(self.taken)
            if (text.outgoing.to, text.outgoing.text) == (outgoing.to, outgoing.text)
            and text.at >= outgoing.queued_at
        )
        return Found(same=tuple(same))

    def live(self, words: str) -> int:
        """How many texts of these words it took and has not reported as lost."""
        return sum(each.outgoing.text == words and not each.is_lost for each in self.taken)
