from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.web_chat.routes import routes
from bot.clock import ManualClock
from bot.live import Live
from bot.web.crisis_lines import CrisisLine
from bot.web.security import add_security_headers
from storage.database import Database
from tests import builders
from tests.support.pages import AnsweringTurns
from tests.support.world import the_assets

LINES = (
    CrisisLine(id="999", say="call 999", href="tel:999"),
    CrisisLine(id="samaritans", say="Samaritans 116 123", href="tel:116123"),
)


@pytest.fixture
def turns(sqlite_database: Database, clock: ManualClock) -> AnsweringTurns:
    return AnsweringTurns(db=sqlite_database, clock=clock)


@pytest.fixture
def live() -> Live:
    return Live()


async def _wants_to_die(text: str) -> bool:
    return "want to die" in text


@pytest.fixture
async def app(
    sqlite_database: Database, clock: ManualClock, turns: AnsweringTurns, live: Live
) -> web.Application:
    async with sqlite_database.begin() as uow:
        await builders.a_practice(uow, code="demo", name="Blether Demo Practice")
        await builders.a_practice(uow, code="other", name="Other Practice")
    loaded = the_assets()
    made = web.Application(client_max_size=256 * 1024)
    add_security_headers(made, is_https=False)
    made.add_routes(
        routes(
            db=sqlite_database,
            turns=turns,
            clock=clock,
            live=live,
            is_at_risk=_wants_to_die,
            crisis_lines=LINES,
            public_url="http://127.0.0.1:8080",
            assets=loaded,
        )
    )
    return made


@pytest.fixture
async def browser(app: web.Application) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    async with TestClient(TestServer(app)) as client:
        yield client
