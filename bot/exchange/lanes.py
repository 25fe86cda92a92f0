"""One lane per person: their messages are answered one at a time and in order.

Inside a process this lock gives the order; across processes the row lock of PostgreSQL, or
SQLite's one writer, does.
"""

from __future__ import annotations

import asyncio


class Lanes:
    """Locks by name, kept only while somebody holds or awaits one."""

    def __init__(self) -> None:
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    def of(self, name: str) -> _Lane:
        """Hold the lane `name` by `async with`; first come, first served."""
        return _Lane(self._locks, name)


class _Lane:
    def __init__(self, locks: dict[str, tuple[asyncio.Lock, int]], name: str) -> None:
        self._locks = locks
        self._name = name

    async def __aenter__(self) -> None:
        lock, holders = self._locks.get(self._name) or (asyncio.Lock(), 0)
        self._locks[self._name] = (lock, holders + 1)
        try:
            await lock.acquire()
        except BaseException:
            self._leave()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._locks[self._name][0].release()
        self._leave()

    def _leave(self) -> None:
        lock, holders = self._locks[self._name]
        if holders == 1:
            del self._locks[self._name]
        else:
            self._locks[self._name] = (lock, holders - 1)
