"""Delivery and timers, for as long as somebody holds this open."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.running import Running


@asynccontextmanager
async def working(parts: Running) -> AsyncIterator[None]:
    """Send and sweep in the background; on leaving, what is in hand is let go in order."""
    config = parts.settings.config
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(parts.deliverer.run(poll_seconds=config.delivery.poll_seconds)),
            group.create_task(parts.sweep.run(poll_seconds=config.timers.sweep_seconds)),
        ]
        yield
        for task in tasks:
            task.cancel()
