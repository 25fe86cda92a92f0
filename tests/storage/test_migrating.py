"""Migrating PostgreSQL while others work on it: one at a time, and nobody waits behind it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest
from sqlalchemy import Connection, make_url, text

from storage import schema
from storage.database import Database
from storage.errors import DatabaseTooNew, MigrationBlocked
from storage.keyring import Keyring
from storage.migrating import Patience
from tests import builders
from tests.support.databases import PostgresServer

NEW_COLUMN = "0008"
"""A migration that needs a lock on check_in."""
NEW_INDEX = "0009"
"""A migration that makes indexes on referral, message and turn_events."""
A_WRITERS_LOCK = "LOCK TABLE message IN ROW EXCLUSIVE MODE"
"""What every INSERT and UPDATE takes; said like this, it needs no column of any release."""
SHORT = Patience(turn_seconds=20, lock_seconds=0.3, pauses=(0.2, 0.2), look_seconds=0.05)


def before(revision: str) -> str:
    return schema.revisions()[schema.revisions().index(revision) - 1]


@asynccontextmanager
async def empty_database(server: PostgresServer, keyring: Keyring) -> AsyncIterator[Database]:
    url = server.empty()
    database = Database.open(url, keyring)
    try:
        yield database
    finally:
        await database.close()
        server.drop(url)


async def connect(database: Database) -> asyncpg.Connection:
    url = make_url(database.engine.url).set(drivername="postgresql")
    return await asyncpg.connect(url.render_as_string(hide_password=False))


async def revision_of(database: Database) -> str | None:
    async with database.engine.connect() as connection:
        return await connection.run_sync(schema.current_revision)


async def test_many_that_start_at_once_migrate_an_empty_database_once(
    postgres_server: PostgresServer, keyring: Keyring
) -> None:
    async with empty_database(postgres_server, keyring) as database:
        others = [Database.open(_url(database), keyring) for _ in range(3)]
        await asyncio.gather(*(each.upgrade() for each in (database, *others)))
        for each in others:
            await each.close()
        assert await database.check() is None


async def test_who_waits_for_another_that_migrates_waits_longer_than_for_a_lock(
    postgres_server: PostgresServer, keyring: Keyring
) -> None:
    async with empty_database(postgres_server, keyring) as database:
        other = await connect(database)
        await other.execute("SELECT pg_advisory_lock(x'626C6574'::int)")
        upgrade = asyncio.create_task(database.upgrade(patience=SHORT))
        await asyncio.sleep(SHORT.lock_seconds * 3)
        assert not upgrade.done()
        assert await revision_of(database) is None

        await other.close()
        await upgrade
        assert await database.check() is None


async def test_a_table_in_use_is_waited_for_again_and_again_and_nobody_waits_behind(
    postgres_server: PostgresServer, keyring: Keyring
) -> None:
    async with empty_database(postgres_server, keyring) as database:
        await database.upgrade(up_to=before(NEW_COLUMN))
        holder, other = await connect(database), await connect(database)
        open_transaction = holder.transaction()
        await open_transaction.start()
        await holder.fetch("SELECT * FROM check_in")

        upgrade = asyncio.create_task(database.upgrade(up_to=NEW_COLUMN, patience=SHORT))
        slowest = 0.0
        for _ in range(6):
            asked = time.perf_counter()
            await other.fetch("SELECT * FROM check_in")
            slowest = max(slowest, time.perf_counter() - asked)
            await asyncio.sleep(0.05)
        assert not upgrade.done()
        await open_transaction.rollback()
        await upgrade

        assert await revision_of(database) == NEW_COLUMN
        assert slowest < SHORT.lock_seconds + 1, "somebody waited for a transaction of another"
        await holder.close()
        await other.close()


async def test_a_table_that_is_never_let_go_ends_in_one_clear_line_and_nothing_by_halves(
    postgres_server: PostgresServer, keyring: Keyring
) -> None:
    async with empty_database(postgres_server, keyring) as database:
        await database.upgrade(up_to=before(NEW_COLUMN))
        holder = await connect(database)
        open_transaction = holder.transaction()
        await open_transaction.start()
        await holder.fetch("SELECT * FROM check_in")

        with pytest.raises(MigrationBlocked, match=f"revision {NEW_COLUMN} could not lock"):
            await database.upgrade(patience=SHORT)

        assert await revision_of(database) == before(NEW_COLUMN)
        async with database.engine.connect() as connection:
            there = await connection.scalar(text("SELECT to_regclass('check_in_plan')"))
        assert there is None
        await open_transaction.rollback()
        await database.upgrade(patience=SHORT)
        assert await database.check() is None
        await holder.close()


async def test_an_index_is_made_while_others_write_to_the_table(
    postgres_server: PostgresServer, keyring: Keyring
) -> None:
    async with empty_database(postgres_server, keyring) as database:
        await database.upgrade(up_to=before(NEW_INDEX))
        holder, other = await connect(database), await connect(database)
        async with holder.transaction():
            await holder.execute(A_WRITERS_LOCK)
            upgrade = asyncio.create_task(database.upgrade(patience=SHORT))
            await asyncio.sleep(SHORT.lock_seconds * 2)
            assert not upgrade.done(), "it did not wait for who writes, so nothing is shown"
            asked = time.perf_counter()
            async with other.transaction():
                await other.execute(A_WRITERS_LOCK)
            assert time.perf_counter() - asked < 2
            assert not upgrade.done()
        await holder.close()
        await other.close()
        await upgrade
        assert await database.check() is None


async def test_an_index_that_broke_off_is_made_again(
    postgres_server: PostgresServer, keyring: Keyring
) -> None:
    async with empty_database(postgres_server, keyring) as database:
        await database.upgrade(up_to=before(NEW_INDEX))
        other = await connect(database)
        await other.execute("CREATE INDEX ix_message_left ON message (practice_id)")
        await other.execute(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_message_left'::regclass"
        )
        await database.upgrade()
        columns = await other.fetchval("SELECT pg_get_indexdef('ix_message_left'::regclass)")
        assert "segments" in columns
        assert await other.fetchval("SELECT bool_and(indisvalid) FROM pg_index")
        await other.close()


async def test_a_process_at_work_goes_on_with_what_it_has_prepared_when_tables_grow(
    database: Database,
) -> None:
    """Its connections hold statements that were prepared on the tables as they were."""

    async def work() -> None:
        async with database.begin() as uow:
            message = await builders.a_message(uow)
        async with database.read() as uow:
            found = await uow.messages.get(message.id)
            assert found is not None
            assert found.text == message.text

    for _ in range(3):
        await work()
    async with database.engine.begin() as connection:
        for statement in (
            "ALTER TABLE message ADD COLUMN of_tomorrow VARCHAR",
            "ALTER TABLE patient ADD COLUMN of_tomorrow INTEGER NOT NULL DEFAULT 1",
            "CREATE TABLE of_tomorrow (id VARCHAR(32) PRIMARY KEY)",
            "UPDATE alembic_version SET version_num = '9999'",
        ):
            await connection.run_sync(_run, statement)
    for _ in range(3):
        await work()
    assert await database.check(is_at_work=True) is None


async def test_a_process_at_work_stays_ready_when_a_newer_release_has_migrated(
    database: Database, keyring: Keyring
) -> None:
    async with database.begin() as uow:
        await uow.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    assert await database.check(is_at_work=True) is None
    assert "9999" in (await database.check() or "")
    with pytest.raises(DatabaseTooNew, match="9999"):
        await database.refuse_unknown()


def _run(connection: Connection, statement: str) -> None:
    connection.execute(text(statement))


def _url(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)
