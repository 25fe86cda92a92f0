from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.errors import DatabaseBusy
from tests import builders


@contextmanager
def _another_process_writes(database: Database) -> Iterator[sqlite3.Connection]:
    """A connection that shares nothing with ours but the file, and holds its write lock."""
    path = str(database.engine.url.database)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


async def test_settings_are_those_that_lose_nothing(sqlite_database: Database) -> None:
    async with sqlite_database.read() as uow:
        found = {
            pragma: (await uow.session.execute(text(f"PRAGMA {pragma}"))).scalar()
            for pragma in ("journal_mode", "synchronous", "foreign_keys")
        }

    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


async def test_the_loop_runs_on_while_another_process_holds_the_lock(
    sqlite_database: Database,
) -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.005)
            ticks += 1

    async def write() -> None:
        async with sqlite_database.begin() as uow:
            await builders.a_practice(uow)

    ticking = asyncio.create_task(tick())
    with _another_process_writes(sqlite_database) as other:
        writing = asyncio.create_task(write())
        await asyncio.sleep(0.2)
        assert not writing.done()
        other.execute("COMMIT")
        await asyncio.wait_for(writing, 5)
    ticking.cancel()

    assert ticks > 10


async def test_waiting_for_the_lock_ends_in_an_error_after_the_limit(
    sqlite_database: Database,
) -> None:
    impatient = Database(sqlite_database.engine, sqlite_database.keyring, busy_limit_seconds=0.1)

    with _another_process_writes(sqlite_database), pytest.raises(DatabaseBusy):
        async with impatient.begin() as uow:
            await builders.a_practice(uow)
            await uow.flush()

    async with impatient.begin() as uow:
        await builders.a_practice(uow)
    await impatient.close()


async def test_a_reading_unit_sees_one_moment(database: Database) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow, name="Before")

    async with database.read() as reading:
        query = text("SELECT name FROM practice WHERE id = :id")
        first = (await reading.session.execute(query, {"id": practice.id})).scalar()
        async with database.begin() as uow:
            found = await uow.practices.get(practice.id)
            assert found is not None
            found.name = "After"
        second = (await reading.session.execute(query, {"id": practice.id})).scalar()

    assert (first, second) == ("Before", "Before")


async def test_writers_take_their_turn_in_the_order_of_asking(sqlite_database: Database) -> None:
    order: list[int] = []

    async def write(number: int) -> None:
        async with sqlite_database.begin() as uow:
            await builders.a_practice(uow)
            order.append(number)

    await asyncio.gather(*(write(number) for number in range(20)))

    assert order == list(range(20))


async def test_a_unit_cancelled_at_any_moment_leaves_the_database_usable(
    sqlite_database: Database,
) -> None:
    async def write() -> None:
        async with sqlite_database.begin() as uow:
            await builders.a_practice(uow)
            await uow.flush()
            await asyncio.sleep(0)

    for steps in range(12):
        task = asyncio.create_task(write())
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])

    started = time.monotonic()
    async with sqlite_database.begin() as uow:
        practice = await builders.a_practice(uow)
    async with sqlite_database.read() as uow:
        assert await uow.practices.get(practice.id) is not None
    assert time.monotonic() - started < 1
