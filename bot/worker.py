"""Delivery and timers, for as long as somebody holds this open."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.running import Running
from bot.timers.upkeep import SEAL_SECONDS
from bot.timers.wake import alarm_clock, put_away

SEEING_THROUGH_SECONDS = 3.0
RECORDING_SECONDS = 1.0
HOUR = 3600.0
"""The sweeps themselves only wait to be woken: the alarm clock is what keeps time."""


@asynccontextmanager
async def working(parts: Running) -> AsyncIterator[None]:
    """Send and sweep in the background; on leaving, what is in hand is let go in order."""
    config = parts.settings.config
    alarm = alarm_clock(
        {
            parts.sweep.wake_up: config.timers.sweep_seconds,
            parts.deliverer.wake: config.delivery.poll_seconds,
            parts.upkeep.wake_up: SEAL_SECONDS,
        }
    )
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(parts.deliverer.run(poll_seconds=HOUR)),
            group.create_task(parts.sweep.run(poll_seconds=HOUR)),
        ]
        keeping = group.create_task(parts.upkeep.run())
        alarm.start()
        try:
            yield
        finally:
            put_away(alarm)
            keeping.cancel()  # it waits for its hour, and begins again what it leaves
            await _let_go(parts, tasks)


async def _let_go(parts: Running, tasks: list[asyncio.Task[None]]) -> None:
    """Take up nothing new, see through what is in hand, and wait for no carrier that hangs."""
    parts.sweep.stop()
    parts.deliverer.stop()
    _, late = await asyncio.wait(tasks, timeout=SEEING_THROUGH_SECONDS)
    if late:
        parts.deliverer.give_up()
        _, late = await asyncio.wait(late, timeout=RECORDING_SECONDS)
    for task in late:
        task.cancel()
