"""While the database lets nobody in, a client is told to come again, in its own language."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.api.fhir.outcome import refusals_as_outcomes
from bot.api.problems import problems_as_json
from storage.errors import DatabaseBusy, DatabaseUnreachable


@pytest.mark.parametrize("error", [DatabaseBusy, DatabaseUnreachable])
@pytest.mark.parametrize(
    ("middleware", "media"),
    [
        (problems_as_json, "application/problem+json"),
        (refusals_as_outcomes, "application/fhir+json"),
    ],
)
async def test_a_client_is_told_to_try_again(
    error: type[Exception], middleware: web.Middleware, media: str
) -> None:
    async def ask(request: web.Request) -> web.Response:
        raise error("no connection is free")

    app = web.Application(middlewares=[middleware])
    app.router.add_get("/", ask)
    async with TestClient(TestServer(app)) as client, client.get("/") as answer:
        assert (answer.status, answer.content_type) == (503, media)
        assert int(answer.headers["Retry-After"]) > 0
        assert "connection" not in await answer.text()
