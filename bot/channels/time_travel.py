"""Moves a pretend clock, stopping at everything that falls due on the way.

A jump of three days over a reminder would find it too old; a real clock passes it on time.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

MOST_STOPS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeTravel:
    """`now` reads the clock, `move` sets it forward, `next_due` is the earliest thing after now.

    `sweep_now` does all that is due and delivers it.
    """

    now: Callable[[], Awaitable[datetime]]
    move: Callable[[timedelta], Awaitable[None]]
    next_due: Callable[[], Awaitable[datetime | None]]
    sweep_now: Callable[[], Awaitable[None]]

    async def forward(self, by: timedelta) -> None:
        """Move by `by`, which is not negative, doing on the way all that falls due."""
        left = by
        for _ in range(MOST_STOPS):
            wait = await self._wait()
            step = left if wait is None else min(left, wait)
            await self.move(step)
            await self.sweep_now()
            left -= step
            if left <= timedelta(0):
                return
        await self.move(left)
        await self.sweep_now()

    async def to_next(self) -> bool:
        """Move to the next thing and do it; False if nothing is waiting."""
        wait = await self._wait()
        if wait is None:
            return False
        await self.move(wait)
        await self.sweep_now()
        return True

    async def _wait(self) -> timedelta | None:
        due = await self.next_due()
        if due is None:
            return None
        return max(due - await self.now(), timedelta(0))
