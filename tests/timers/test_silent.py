"""How long a worker has been silent, as readiness asks it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from math import inf
from pathlib import Path

from bot.clock import ManualClock
from bot.timers.sweep import Sweep
from storage.database import Database
from storage.keyring import Keyring
from tests.timers.conftest import NoEngine


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110  a round ends without telling
            await asyncio.sleep(0.01)


async def test_a_worker_whose_rounds_fail_is_silent_at_once_until_one_succeeds(
    tmp_path: Path, keyring: Keyring, clock: ManualClock
) -> None:
    """A database without tables takes nothing, as one on a full disk takes nothing."""
    database = Database.open(f"sqlite:///{tmp_path / 'bare.db'}", keyring)
    sweep = Sweep(database=database, clock=clock, turns=NoEngine(), wake=lambda: None)
    assert sweep.beat_age_seconds is None
    running = asyncio.create_task(sweep.run(poll_seconds=0.02))
    await until(lambda: sweep.beat_age_seconds == inf)

    await database.upgrade()
    await until(lambda: sweep.beat_age_seconds != inf)

    age = sweep.beat_age_seconds
    assert age is not None and age < 20
    sweep.stop()
    await running
    await database.close()
