"""How often one key (a browser, an address, a token) may do something; in memory, per process.

For floods that is enough: behind N replicas a key may do N times as much, which is a bound all the
same. What must be exact (tries at a password, answers to a number) is counted in the database.
"""

from __future__ import annotations

import math
from collections import deque
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Final

from bot.clock import Clock

MOST_KEYS: Final = 10_000
"""Whoever was quiet for longest is forgotten first, so that no flood of keys fills the memory."""


class Rate:
    """At most `count` in any stretch of `per` for each key."""

    def __init__(self, clock: Clock, *, count: int, per: timedelta) -> None:
        self._clock = clock
        self._count = count
        self._per = per
        self._times: dict[str, deque[datetime]] = {}

    def take(self, key: str) -> int:
        """0 and counted if one more is within the limit, else in how many seconds it will be."""
        wait = self.wait(key)
        if wait == 0:
            self._times[key].append(self._clock.now())
        return wait

    def give_back(self, key: str) -> None:
        """What was taken last turned out not to count."""
        if self._times.get(key):
            self._times[key].pop()

    def wait(self, key: str) -> int:
        """In how many whole seconds one more is within the limit, 0 for now; nothing is counted."""
        now = self._clock.now()
        times = self._times.pop(key, None) or deque()
        self._times[key] = times  # at the end: the latest
        while times and now - times[0] >= self._per:
            times.popleft()
        while len(self._times) > MOST_KEYS:
            del self._times[next(iter(self._times))]
        if len(times) < self._count:
            return 0
        return max(1, math.ceil((times[0] + self._per - now).total_seconds()))


def address_key(address: str | None) -> str:
    """What an address is counted by: of IPv6 its network of 64 bits, which is one household's."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return address or ""
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped) if mapped else f"{IPv6Address(int(found) >> 64 << 64)}/64"
    return str(found)
