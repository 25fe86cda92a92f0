"""No more texts a second from one number than its network allows; the most urgent goes first."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush


@dataclass(slots=True)
class _Line:
    """Those who wait to send from one number: rank, order of arrival, and what they wait for."""

    next_at: float
    waiting: list[tuple[int, int, asyncio.Future[None]]] = field(default_factory=list)
    usher: asyncio.Task[None] | None = None


class Pace:
    """Spaces out sends for each sender; a long code may send ten a second, a short one 100."""

    def __init__(
        self,
        per_second: float,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        if per_second <= 0:
            raise ValueError("a pace is more than nothing a second")
        self.per_second = per_second
        self._gap = 1 / per_second
        self._monotonic = monotonic
        self._sleep = sleep
        self._lines: dict[str, _Line] = {}
        self._arrivals = itertools.count()

    async def wait(self, sender: str, rank: int = 0) -> None:
        """Return when it is this send's turn: before all of a higher rank, who wait already."""
        now = self._monotonic()
        line = self._lines.setdefault(sender, _Line(next_at=now))
        if line.usher is None and now >= line.next_at:
            line.next_at = now + self._gap
            return
        turn = asyncio.get_running_loop().create_future()
        heappush(line.waiting, (rank, next(self._arrivals), turn))
        if line.usher is None:
            line.usher = asyncio.create_task(self._let_go(line))
        try:
            await turn
        finally:
            if line.usher is not None and all(each.done() for _, _, each in line.waiting):
                line.waiting.clear()
                line.usher.cancel()
                line.usher = None

    async def _let_go(self, line: _Line) -> None:
        """One after the other, each at its time; who is chosen only then.

        What was let go late, because the program was busy, does not put off all that follow: up to
        one gap is made up for, or a busy hour would send fewer than the network allows.
        """
        while line.waiting:
            at = max(self._monotonic() - self._gap, line.next_at)
            await self._sleep(max(0.0, at - self._monotonic()))
            while line.waiting:
                turn = heappop(line.waiting)[2]
                if not turn.done():
                    line.next_at = at + self._gap
                    turn.set_result(None)
                    break
        line.usher = None
