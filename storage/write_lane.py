"""One writer at a time inside the process, in the order of asking."""

from __future__ import annotations

import asyncio
from typing import Any

from storage.errors import UnitAlreadyOpen


class WriteLane:
    """SQLite has one writer; queueing here is fair, where spinning on its lock is not."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._holder: asyncio.Task[Any] | None = None

    async def __aenter__(self) -> None:
        """Hold the lane; UnitAlreadyOpen if this task holds it already."""
        task = asyncio.current_task()
        if task is not None and task is self._holder:
            raise UnitAlreadyOpen("a write unit is open in this task; finish it first")
        await self._lock.acquire()
        self._holder = task

    async def __aexit__(self, *_: object) -> None:
        self._holder = None
        self._lock.release()
