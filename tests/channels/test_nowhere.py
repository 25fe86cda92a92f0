"""An address that leads nowhere: people get a page with the crisis lines, programs two words."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.pages.nowhere import kind_not_found
from bot.channels.pages.routes import routes
from bot.web.crisis_lines import CrisisLine
from tests.support.pages import faults_of
from tests.support.world import the_assets

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
LINES = (CrisisLine(id="samaritans", say="samaritans 116 123", href="tel:116123"),)


@pytest.fixture
async def client() -> AsyncIterator[TestClient[web.Request, web.Application]]:
    app = web.Application(middlewares=[kind_not_found(the_assets(), LINES)])
    app.add_routes(routes(the_assets(), is_demo=False))
    async with TestClient(TestServer(app)) as made:
        yield made


@pytest.mark.parametrize("path", ["/chats/demo", "/Chat/demo", "/chat/demo.", "/%00"])
async def test_who_mistyped_an_address_reads_where_to_turn(
    client: TestClient[web.Request, web.Application], path: str
) -> None:
    async with client.get(path, headers=BROWSER) as answer:
        html = await answer.text()
        assert answer.status == 404
        assert answer.headers["Cache-Control"] == "no-store"
    assert faults_of(html) == []
    assert "check the link" in html and 'href="tel:116123">Samaritans 116 123' in html
    assert "demo" not in html


async def test_programs_are_told_in_two_words(
    client: TestClient[web.Request, web.Application],
) -> None:
    for headers in ({"Accept": "*/*"}, {"Accept": "application/json"}, {"Accept": ""}):
        async with client.get("/nowhere", headers=headers) as answer:
            assert (answer.status, await answer.text()) == (404, "404: Not Found")
    async with client.get("/", headers=BROWSER) as answer:
        assert answer.status == 200
