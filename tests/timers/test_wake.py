from __future__ import annotations

import asyncio

from bot.timers.wake import alarm_clock


async def test_the_alarm_clock_rings_on_the_loop_and_keeps_nothing() -> None:
    rung = asyncio.Event()
    scheduler = alarm_clock({rung.set: 0.05})
    scheduler.start()
    await asyncio.wait_for(rung.wait(), 5)
    assert scheduler.state
    scheduler.shutdown(wait=False)
