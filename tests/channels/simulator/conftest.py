from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.simulator.routes import routes
from bot.clock import ManualClock
from bot.live import Live
from storage.database import Database
from storage.keyring import Keyring
from tests import builders
from tests.support.pages import AnsweringTurns
from tests.support.world import the_assets


@pytest.fixture
def turns(sqlite_database: Database, clock: ManualClock) -> AnsweringTurns:
    return AnsweringTurns(db=sqlite_database, clock=clock)


@pytest.fixture
def sweeps() -> list[None]:
    """One entry for each time that everything due was done."""
    return []


@pytest.fixture
async def app(
    sqlite_database: Database,
    clock: ManualClock,
    keyring: Keyring,
    turns: AnsweringTurns,
    sweeps: list[None],
) -> web.Application:
    async with sqlite_database.begin() as uow:
        practice = await builders.a_practice(uow, code="demo", name="Blether Demo Practice")
        await builders.a_staff_member(uow, practice=practice)

    async def sweep_now() -> None:
        sweeps.append(None)

    made = web.Application()
    made.add_routes(
        routes(
            db=sqlite_database,
            turns=turns,
            clock=clock,
            live=Live(),
            keyring=keyring,
            sweep_now=sweep_now,
            public_url="http://127.0.0.1:8080",
            assets=the_assets(),
        )
    )
    return made


@pytest.fixture
async def browser(app: web.Application) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    async with TestClient(TestServer(app)) as client:
        yield client
