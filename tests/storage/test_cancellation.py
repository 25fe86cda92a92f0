"""What a driver may make of a cancellation, and what a unit makes of it again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest

from storage.cancellation import kept_cancelled

FOREVER = 60


async def lost() -> None:
    with suppress(asyncio.CancelledError):
        await asyncio.sleep(FOREVER)


async def hidden() -> None:
    try:
        await asyncio.sleep(FOREVER)
    except asyncio.CancelledError:
        raise ConnectionError("broken off while rolling back") from None


async def kept() -> None:
    await asyncio.sleep(FOREVER)


@pytest.mark.parametrize("work", [lost, hidden, kept])
async def test_a_worker_that_goes_on_after_errors_stops_when_it_is_cancelled(
    work: Callable[[], Awaitable[None]],
) -> None:
    async def go_on() -> None:
        while True:
            with suppress(ConnectionError), kept_cancelled():
                await work()

    working = asyncio.create_task(go_on())
    await asyncio.sleep(0)
    working.cancel()
    await asyncio.wait([working], timeout=1)
    assert working.cancelled()


async def test_errors_and_time_limits_of_its_own_are_no_cancellation() -> None:
    with pytest.raises(ConnectionError), kept_cancelled():
        raise ConnectionError
    with kept_cancelled(), pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await asyncio.sleep(FOREVER)


async def test_a_time_limit_around_it_is_told_so_though_the_connection_broke_off_too() -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            with kept_cancelled():
                await hidden()
