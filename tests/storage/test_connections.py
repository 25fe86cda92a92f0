"""How many connections to PostgreSQL there are, and what happens when there are no more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import asyncpg
import pytest
from sqlalchemy import make_url, text

from storage.database import Database
from storage.errors import DatabaseBusy, DatabaseUnreachable
from storage.keyring import Keyring


@dataclass(slots=True, kw_only=True)
class Limited:
    """The database as a user who may have one connection sees it, and somebody who has it."""

    url: str
    admin: asyncpg.Connection


@pytest.fixture
async def limited(postgres_url: str) -> AsyncIterator[Limited]:
    address = make_url(postgres_url)
    name = f"limited_{address.database}"
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    admin = await asyncpg.connect(plain)
    await admin.execute(f"CREATE ROLE {name} LOGIN CONNECTION LIMIT 1")
    await admin.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}")
    yield Limited(url=address.set(username=name).render_as_string(False), admin=admin)
    await admin.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")
    await admin.close()


async def test_who_finds_no_connection_free_waits_for_one(
    postgres_url: str, keyring: Keyring
) -> None:
    database = Database.open(postgres_url, keyring, pool_size=1, max_overflow=0, wait_seconds=10)

    async def ask() -> None:
        async with database.read() as uow:
            await uow.session.execute(text("SELECT pg_sleep(0.05)"))

    await asyncio.gather(*(ask() for _ in range(8)))
    room = await database.room()
    await database.close()

    assert room is not None
    assert 0 < room.open_now < room.most


async def test_who_waits_too_long_is_told_so_and_the_next_is_served(
    postgres_url: str, keyring: Keyring
) -> None:
    database = Database.open(postgres_url, keyring, pool_size=1, max_overflow=0, wait_seconds=0.2)
    async with database.read() as held:
        await held.practices.all()
        for unit in (database.read, database.begin):
            with pytest.raises(DatabaseBusy, match=r"database\.pool_size"):
                async with unit() as uow:
                    await uow.practices.all()
        assert await database.check() is not None
    async with database.read() as uow:
        assert list(await uow.practices.all()) == []
    await database.close()


async def test_a_server_that_lets_nobody_in_is_asked_again_for_a_while(
    limited: Limited, keyring: Keyring
) -> None:
    first = Database.open(limited.url, keyring)
    async with first.read() as uow:
        await uow.practices.all()
    second = Database.open(limited.url, keyring, wait_seconds=15)
    waits = asyncio.create_task(second.check())
    await asyncio.sleep(0.5)
    assert not waits.done()
    await first.close()

    assert await waits is None
    await second.close()


async def test_a_server_that_lets_nobody_in_for_long_is_one_clear_line(
    limited: Limited, keyring: Keyring
) -> None:
    first = Database.open(limited.url, keyring)
    async with first.read() as uow:
        await uow.practices.all()
    second = Database.open(limited.url, keyring, wait_seconds=0.3)

    problem = await second.check()
    with pytest.raises(DatabaseUnreachable, match="TooManyConnections"):
        await second.upgrade()

    assert problem is not None
    assert problem.startswith("the database server let nobody in for 0.3 seconds")
    await first.close()
    await second.close()
