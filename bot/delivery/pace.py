"""No more texts a second from one number than its network allows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable


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
        self._gap = 1 / per_second
        self._monotonic = monotonic
        self._sleep = sleep
        self._next_at: dict[str, float] = {}

    async def wait(self, sender: str) -> None:
        """Return when it is this send's turn; the turn is taken before waiting for it."""
        now = self._monotonic()
        at = max(now, self._next_at.get(sender, now))
        self._next_at[sender] = at + self._gap
        if at > now:
            await self._sleep(at - now)
