"""How often one browser, or one address, may write; counted in memory, per process."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import Final

from bot.clock import Clock

MOST_KEYS: Final = 10_000


class Rate:
    """At most `count` in any stretch of `per` for each key."""

    def __init__(self, clock: Clock, *, count: int, per: timedelta) -> None:
        self._clock = clock
        self._count = count
        self._per = per
        self._times: dict[str, deque[datetime]] = {}

    def allows(self, key: str) -> bool:
        """Whether one more is within the limit; if so it is counted."""
        now = self._clock.now()
        times = self._times.setdefault(key, deque())
        while times and now - times[0] >= self._per:
            times.popleft()
        if len(times) >= self._count:
            return False
        times.append(now)
        if len(self._times) > MOST_KEYS:
            self._forget_quiet(now)
        return True

    def _forget_quiet(self, now: datetime) -> None:
        quiet = [key for key, times in self._times.items() if now - times[-1] >= self._per]
        for key in quiet:
            del self._times[key]
