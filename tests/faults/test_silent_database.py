"""A database that takes what is said and answers nothing: pages and workers give up, and go on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.api.health import health_routes
from bot.clock import ManualClock
from bot.unavailable import say_try_again
from storage.database import Database
from storage.errors import DatabaseBusy
from storage.keyring import Keyring
from tests.builders import a_practice
from tests.faults.line import Line, line_to

SILENT_SECONDS = 1.0
GOODBYE_SECONDS = 3.0
"""What putting away a connection that hangs may take, and an idle machine's hiccup."""


@pytest.fixture
async def far(postgres_url: str, keyring: Keyring) -> AsyncIterator[tuple[Database, Line]]:
    """A database behind a line, and one connection of the pool in use before."""
    async with line_to(postgres_url) as (url, line):
        database = Database.open(url, keyring, silent_seconds=SILENT_SECONDS)
        await database.upgrade()
        async with database.begin() as uow:
            await a_practice(uow)
        yield database, line
        line.is_silent = False
        await database.close()


async def test_neither_reading_nor_writing_waits_for_ever(far: tuple[Database, Line]) -> None:
    database, line = far
    line.is_silent = True
    began = time.monotonic()
    for unit in (database.begin, database.read):
        with pytest.raises(DatabaseBusy, match="said nothing for 1 seconds"):
            async with unit() as uow:
                await uow.practices.all()
    assert time.monotonic() - began < 2 * (SILENT_SECONDS + GOODBYE_SECONDS)
    line.is_silent = False
    async with database.read() as uow:
        assert len(await uow.practices.all()) == 1


async def test_a_database_that_falls_silent_in_the_middle_of_a_unit(
    far: tuple[Database, Line],
) -> None:
    database, line = far
    with pytest.raises(DatabaseBusy):
        async with database.begin() as uow:
            await uow.practices.all()
            line.is_silent = True
            await uow.practices.all()
    line.is_silent = False
    with pytest.raises(DatabaseBusy):
        async with database.begin() as uow:
            await a_practice(uow)
            await uow.flush()
            line.is_silent = True  # nobody answers the commit
    line.is_silent = False
    async with database.read() as uow:
        assert len(await uow.practices.all()) == 1


async def test_what_a_unit_does_between_its_statements_may_take_longer(
    far: tuple[Database, Line],
) -> None:
    database, _ = far
    async with database.begin() as uow:
        await uow.practices.all()
        await asyncio.sleep(SILENT_SECONDS * 1.5)
        assert len(await uow.practices.all()) == 1


async def test_a_page_says_try_again_and_readiness_says_why(
    far: tuple[Database, Line], clock: ManualClock
) -> None:
    database, line = far

    async def page(request: web.Request) -> web.Response:
        async with database.read() as uow:
            return web.json_response(len(await uow.practices.all()))

    app = web.Application(middlewares=[say_try_again])
    app.router.add_get("/staff/", page)
    app.add_routes(health_routes(database, clock))
    async with TestClient(TestServer(app)) as client:
        line.is_silent = True
        page_answer, ready = await asyncio.gather(
            client.get("/staff/"), client.get("/health/ready")
        )
        assert page_answer.status == 503
        assert page_answer.headers["Retry-After"]
        assert ready.status == 503
        assert "does not answer" in (await ready.json())["checks"]["database"]
        metrics = await (await client.get("/metrics")).text()
        assert "\nblether_database_up 0.0" in metrics
        line.is_silent = False
        assert (await client.get("/staff/")).status == 200
