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
UNRUNG = 2.0
"""How many times the seconds after which the alarm should have rung each loop waits for it at the
most. The alarm goes by the machine's clock: where that is put back, as by an hour on a machine that
started in summer time, it is silent until the clock has caught up."""


@asynccontextmanager
async def working(parts: Running) -> AsyncIterator[None]:
    """Send and sweep in the background; on leaving, what is in hand is let go in order."""
    config = parts.settings.config
    sweep_seconds, poll_seconds = config.timers.sweep_seconds, config.delivery.poll_seconds
    alarm = alarm_clock(
        {
            parts.sweep.wake_up: sweep_seconds,
            parts.deliverer.wake: poll_seconds,
            parts.upkeep.wake_up: SEAL_SECONDS,
        }
    )
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(parts.deliverer.run(poll_seconds=UNRUNG * poll_seconds)),
            group.create_task(parts.sweep.run(poll_seconds=UNRUNG * sweep_seconds)),
        ]
        keeping = group.create_task(parts.upkeep.run(poll_seconds=UNRUNG * SEAL_SECONDS))
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
