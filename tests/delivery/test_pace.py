from __future__ import annotations

import asyncio

import pytest

from bot.delivery.pace import Pace


class Time:
    """Moves as it is slept through, and by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)  # whoever was let go before sees the time at which that was
        self.now += seconds


async def test_sends_of_one_number_are_spaced_out_and_others_do_not_wait() -> None:
    time = Time()
    pace = Pace(10, monotonic=lambda: time.now, sleep=time.sleep)
    left: list[float] = []
    for _ in range(4):
        await pace.wait("one")
        left.append(round(time.now - 100, 6))
        await pace.wait(f"another {left}")
        assert round(time.now - 100, 6) == left[-1]
    assert left == [0, 0.1, 0.2, 0.3]


async def test_after_a_pause_nobody_waits() -> None:
    time = Time()
    pace = Pace(10, monotonic=lambda: time.now, sleep=time.sleep)
    await pace.wait("one")
    time.now += 0.1
    await pace.wait("one")
    assert time.now == 100.1


async def test_who_is_urgent_goes_before_all_who_wait_already() -> None:
    time = Time()
    pace = Pace(10, monotonic=lambda: time.now, sleep=time.sleep)
    left: list[tuple[str, float]] = []

    async def sends(what: str, rank: int) -> None:
        await pace.wait("one", rank)
        left.append((what, round(time.now - 100, 6)))

    reminders = [asyncio.create_task(sends(f"reminder {n}", 2)) for n in range(4)]
    await asyncio.sleep(0)
    await asyncio.gather(*reminders, sends("reply", 1), sends("crisis", 0))
    assert [what for what, _ in left] == [
        "reminder 0",
        "crisis",
        "reply",
        "reminder 1",
        "reminder 2",
        "reminder 3",
    ]
    assert [at for _, at in left] == [0, 0.1, 0.2, 0.3, 0.4, 0.5]


async def test_who_gives_up_waiting_takes_nobody_s_turn_and_leaves_nothing_running() -> None:
    before = asyncio.all_tasks()
    pace = Pace(1)
    await pace.wait("one")
    waiting = [asyncio.create_task(pace.wait("one", rank)) for rank in (0, 1)]
    await asyncio.sleep(0)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == before


async def test_the_pace_is_kept_whatever_the_clock_oversleeps() -> None:
    time = Time()

    async def oversleep(seconds: float) -> None:
        await time.sleep(seconds + 0.03)

    pace = Pace(10, monotonic=lambda: time.now, sleep=oversleep)
    for _ in range(11):
        await pace.wait("one")
    assert time.now == pytest.approx(101, abs=0.04)


def test_a_pace_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        Pace(0)
