from __future__ import annotations

import asyncio
import time

import pytest

from bot.timers.wake import alarm_clock, put_away


async def test_the_alarm_clock_rings_on_the_loop_and_keeps_nothing() -> None:
    rung = asyncio.Event()
    scheduler = alarm_clock({rung.set: 0.05})
    scheduler.start()
    await asyncio.wait_for(rung.wait(), 5)
    assert scheduler.state
    scheduler.shutdown(wait=False)


async def test_an_alarm_put_away_as_it_is_due_is_no_failure(
    caplog: pytest.LogCaptureFixture,
) -> None:
    alarm = alarm_clock({lambda: None: 0.001})
    alarm.start()
    time.sleep(0.005)  # noqa: ASYNC251  so that it is due before the loop can see to it
    alarm.wakeup()
    put_away(alarm)
    await asyncio.sleep(0.01)
    assert not alarm.running
    assert [each.getMessage() for each in caplog.records if each.levelname == "ERROR"] == []
