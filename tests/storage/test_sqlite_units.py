"""Several writing units share a commit on SQLite, and nothing else."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from storage.database import Database
from storage.models import Conversation
from storage.sqlite_units import LONGEST_SECONDS
from storage.unit_of_work import UnitOfWork
from tests import builders


async def _driver(uow: UnitOfWork) -> Any:
    connection = await uow.session.connection()
    return (await connection.get_raw_connection()).driver_connection


async def _write_named(database: Database, name: str) -> None:
    async with database.begin() as uow:
        await builders.a_practice(uow, name=name)


async def _names(database: Database) -> set[str]:
    async with database.read() as uow:
        return set((await uow.session.execute(text("SELECT name FROM practice"))).scalars())


async def test_units_that_wait_together_share_a_commit(sqlite_database: Database) -> None:
    statements: list[str] = []
    async with sqlite_database.begin() as uow:
        (await _driver(uow)).set_trace_callback(statements.append)

    await asyncio.gather(*(_write_named(sqlite_database, f"P{number}") for number in range(20)))

    assert await _names(sqlite_database) == {f"P{number}" for number in range(20)}
    assert 1 <= statements.count("COMMIT") <= 3


async def test_a_unit_ends_only_when_its_words_are_durable(sqlite_database: Database) -> None:
    path = str(sqlite_database.engine.url.database)

    async def write_and_look(number: int) -> int:
        await _write_named(sqlite_database, f"P{number}")
        other = sqlite3.connect(path)  # shares nothing with ours but the file
        try:
            found = other.execute("SELECT count(*) FROM practice WHERE name = ?", (f"P{number}",))
            return int(found.fetchone()[0])
        finally:
            other.close()

    assert await asyncio.gather(*(write_and_look(number) for number in range(10))) == [1] * 10


async def test_a_unit_that_fails_undoes_itself_alone(sqlite_database: Database) -> None:
    async def fail_after_writing() -> None:
        async with sqlite_database.begin() as uow:
            await builders.a_practice(uow, name="undone")
            await uow.flush()
            raise ZeroDivisionError

    outcomes = await asyncio.gather(
        _write_named(sqlite_database, "before"),
        fail_after_writing(),
        _write_named(sqlite_database, "after"),
        return_exceptions=True,
    )

    assert [type(outcome) for outcome in outcomes] == [type(None), ZeroDivisionError, type(None)]
    assert await _names(sqlite_database) == {"before", "after"}


async def test_a_refused_row_undoes_its_own_unit_alone(sqlite_database: Database) -> None:
    async def write_twice() -> None:
        async with sqlite_database.begin() as uow:
            practice = await builders.a_practice(uow, name="undone")
            await uow.flush()
            again = text("INSERT INTO practice SELECT * FROM practice WHERE id = :id")
            await uow.session.execute(again, {"id": practice.id})

    outcomes = await asyncio.gather(
        _write_named(sqlite_database, "before"),
        write_twice(),
        _write_named(sqlite_database, "after"),
        return_exceptions=True,
    )

    assert isinstance(outcomes[1], IntegrityError)
    assert await _names(sqlite_database) == {"before", "after"}


async def test_when_the_commit_fails_every_unit_of_it_hears_so(sqlite_database: Database) -> None:
    async def refer_to_nothing() -> None:
        async with sqlite_database.begin() as uow:
            uow.conversations.add(
                Conversation(practice_id="nowhere", patient_id="nobody", created_at=builders.NOW)
            )

    outcomes = await asyncio.gather(
        _write_named(sqlite_database, "together"), refer_to_nothing(), return_exceptions=True
    )

    assert [type(outcome) for outcome in outcomes] == [IntegrityError, IntegrityError]
    assert await _names(sqlite_database) == set()
    await _write_named(sqlite_database, "later")
    assert await _names(sqlite_database) == {"later"}


@pytest.mark.parametrize("times", [1, 2])
async def test_one_cancelled_while_it_commits_for_all_leaves_nobody_waiting(
    sqlite_database: Database, times: int
) -> None:
    asked, answered = threading.Event(), threading.Event()

    def answer_late(statement: str) -> None:
        if statement == "COMMIT":
            asked.set()
            answered.wait(5)

    async def write_slowly() -> None:
        async with sqlite_database.begin() as uow:
            (await _driver(uow)).set_trace_callback(answer_late)
            await builders.a_practice(uow, name="first")
            await asyncio.sleep(LONGEST_SECONDS * 2)  # who comes next finds the group full

    first = asyncio.create_task(write_slowly())
    await asyncio.sleep(0)
    second = asyncio.create_task(_write_named(sqlite_database, "second"))
    await asyncio.to_thread(asked.wait, 5)
    for _ in range(times):
        second.cancel()
        await asyncio.sleep(0.01)
    answered.set()

    await asyncio.wait_for(first, 5)
    await asyncio.wait([second])
    assert second.cancelled()
    await _write_named(sqlite_database, "third")
    assert await _names(sqlite_database) == {"first", "third"}


async def test_a_full_disk_loses_the_units_it_refused_and_no_others(
    sqlite_database: Database,
) -> None:
    await _write_named(sqlite_database, "kept")
    async with sqlite_database.begin() as uow:
        driver = await _driver(uow)
        pages = driver.execute("PRAGMA page_count").fetchone()[0]
        driver.execute(f"PRAGMA max_page_count = {pages}")

    async def write_much() -> None:
        async with sqlite_database.begin() as uow:
            for number in range(2000):
                await builders.a_practice(uow, name=f"too much {number}")

    with pytest.raises((OperationalError, sqlite3.OperationalError)):
        await write_much()

    async with sqlite_database.begin() as uow:
        (await _driver(uow)).execute("PRAGMA max_page_count = 1073741823")
    await _write_named(sqlite_database, "afterwards")
    assert await _names(sqlite_database) == {"kept", "afterwards"}
