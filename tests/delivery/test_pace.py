from __future__ import annotations

import pytest

from bot.delivery.pace import Pace


class StoppedTime:
    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))


async def test_sends_of_one_number_are_spaced_out_and_others_do_not_wait() -> None:
    time = StoppedTime()
    pace = Pace(10, monotonic=lambda: time.now, sleep=time.sleep)
    for _ in range(4):
        await pace.wait("one")
    await pace.wait("another")
    assert time.slept == [0.1, 0.2, 0.3]


async def test_after_a_pause_nobody_waits() -> None:
    time = StoppedTime()
    pace = Pace(10, monotonic=lambda: time.now, sleep=time.sleep)
    await pace.wait("one")
    time.now += 0.1
    await pace.wait("one")
    assert time.slept == []


def test_a_pace_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        Pace(0)
