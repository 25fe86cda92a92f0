"""Everything moves from SQLite to PostgreSQL and back, or nothing does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from storage import schema
from storage.copying import copy, plain_tables
from storage.database import Database
from storage.errors import CopyUnfinished, NotCopied
from storage.keyring import Keyring
from storage.models import Base
from tests import builders
from tests.support.databases import PostgresServer
from tests.support.one_of_each import fill


def nobody(name: str, count: int) -> None:
    """Hears of every table, and says nothing."""


@pytest.fixture(params=["to postgresql", "to sqlite"])
async def pair(
    request: pytest.FixtureRequest, sqlite_url: str, postgres_url: str, keyring: Keyring
) -> AsyncIterator[tuple[Database, Database]]:
    """A source and a target, each way."""
    urls = [sqlite_url, postgres_url]
    if request.param == "to sqlite":
        urls.reverse()
    source, target = (Database.open(url, keyring) for url in urls)
    yield source, target
    await source.close()
    await target.close()


async def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Every row as it is stored, sealed bytes and all."""
    async with database.engine.connect() as connection:
        return {table.name: await connection.run_sync(_rows, table) for table in plain_tables()}


def _rows(connection: sa.Connection, table: sa.Table) -> list[dict[str, Any]]:
    found = connection.execute(sa.select(table).order_by(*table.primary_key))
    return [dict(row) for row in found.mappings()]


async def test_every_row_of_every_table_arrives_as_it_was(
    pair: tuple[Database, Database],
) -> None:
    source, target = pair
    async with source.engine.begin() as connection:
        for turn in range(3):
            await connection.run_sync(fill, plain_tables(), turn)

    copied = await copy(source, target, on_table=nobody)

    was = await everything(source)
    assert await everything(target) == was
    assert copied == {name: len(rows) for name, rows in was.items()}
    assert set(copied) == set(Base.metadata.tables)
    assert min(copied.values()) == 3
    assert await target.check(thorough=True) is None


async def test_what_people_wrote_is_read_in_the_copy(pair: tuple[Database, Database]) -> None:
    source, target = pair
    async with source.begin() as uow:
        message = await builders.a_message(uow, text="ma wee hoose is baltic 🥶 — £0")

    await copy(source, target, on_table=nobody)

    async with target.read() as uow:
        found = await uow.messages.get(message.id)
    assert found is not None
    assert str(found.text) == "ma wee hoose is baltic 🥶 — £0"
    async with target.begin() as uow:
        await builders.a_message(uow)  # and it is worked on as any other


async def test_more_rows_than_are_read_at_once_all_arrive(
    pair: tuple[Database, Database],
) -> None:
    source, target = pair
    rows = [{"name": f"worker {n}", "at": datetime(2026, 11, 23, tzinfo=UTC)} for n in range(2345)]
    async with source.engine.begin() as connection:
        beats = Base.metadata.tables["heartbeat"].insert()
        await connection.run_sync(lambda each: each.execute(beats, rows))

    assert (await copy(source, target, on_table=nobody))["heartbeat"] == 2345


async def test_a_target_with_anything_in_it_is_refused_and_left_alone(
    pair: tuple[Database, Database],
) -> None:
    source, target = pair
    async with target.begin() as uow:
        await builders.a_practice(uow)
    before = await everything(target)

    with pytest.raises(NotCopied, match="not empty: it has rows in 'practice'"):
        await copy(source, target, on_table=nobody)

    assert await everything(target) == before
    assert await target.check() is None


async def test_a_copy_that_breaks_off_leaves_what_nobody_takes_for_whole(
    pair: tuple[Database, Database],
) -> None:
    source, target = pair
    async with source.begin() as uow:
        await builders.a_message(uow)

    class PowerCut(Exception):
        pass

    def cut(name: str, count: int) -> None:
        if name == "patient":
            raise PowerCut

    with pytest.raises(PowerCut):
        await copy(source, target, on_table=cut)

    assert all(not rows for rows in (await everything(target)).values())
    assert "copy-unfinished" in (await target.check() or "")
    assert "copy-unfinished" in (await target.check(is_at_work=True) or "")
    for start in (target.upgrade, target.refuse_unknown):
        with pytest.raises(CopyUnfinished, match="not finished"):
            await start()

    await copy(source, target, on_table=nobody)
    assert await everything(target) == await everything(source)
    assert await target.check() is None


async def test_the_copy_is_of_one_moment(pair: tuple[Database, Database]) -> None:
    """A person who turns up while it runs is in the copy whole, or not at all."""
    source, target = pair
    async with source.begin() as uow:
        await builders.a_message(uow)
    was = await everything(source)
    writing: list[asyncio.Task[None]] = []

    async def write() -> None:
        async with source.begin() as uow:
            await builders.a_message(uow)

    def write_meanwhile(name: str, count: int) -> None:
        if name == "practice":
            writing.append(asyncio.create_task(write()))

    await copy(source, target, on_table=write_meanwhile)
    await asyncio.gather(*writing)
    assert await everything(target) == was


async def test_a_source_of_an_earlier_release_is_upgraded_first(
    postgres_server: PostgresServer, sqlite_url: str, keyring: Keyring
) -> None:
    url = postgres_server.empty()
    source, target = Database.open(url, keyring), Database.open(sqlite_url, keyring)
    await source.upgrade(up_to=schema.revisions()[-2])

    with pytest.raises(NotCopied, match="blether db upgrade"):
        await copy(source, target, on_table=nobody)

    await source.close()
    assert await target.check() is None
    await target.close()
    postgres_server.drop(url)


async def test_no_table_counts_its_rows_by_a_sequence(postgres_url: str, keyring: Keyring) -> None:
    """If one ever does, the copy has to set it: ids here are made by us."""
    database = Database.open(postgres_url, keyring)
    async with database.engine.connect() as connection:
        assert await connection.scalar(sa.text("SELECT count(*) FROM pg_sequences")) == 0
    await database.close()
