from __future__ import annotations

import asyncio

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.live import Live
from bot.web.stream import tell_of_changes
from tests.support.listeners import listener_count


def _app(live: Live, *, beat_seconds: float = 20) -> web.Application:
    async def is_mine(conversation_id: str) -> bool:
        return conversation_id == "mine"

    async def events(request: web.Request) -> web.StreamResponse:
        async with live.listen("north") as changes:
            return await tell_of_changes(request, changes, is_mine, beat_seconds=beat_seconds)

    app = web.Application()
    app.router.add_get("/events", events)
    return app


async def _until(answer: object, wanted: bytes) -> bytes:
    content = answer.content  # type: ignore[attr-defined]
    read = b""
    while wanted not in read:
        read += await asyncio.wait_for(content.readany(), 2)
    return read


async def test_a_page_is_told_of_its_own_conversation_and_never_its_id() -> None:
    live = Live()
    async with TestClient(TestServer(_app(live))) as client, client.get("/events") as answer:
        await _until(answer, b"hello")
        live.publish("north", "another")
        live.publish("north", "mine")
        told = await _until(answer, b"event: look")

        assert told.count(b"event: look") == 1
        assert b"mine" not in told


async def test_a_quiet_stream_is_kept_awake() -> None:
    live = Live()
    app = _app(live, beat_seconds=0.01)
    async with TestClient(TestServer(app)) as client, client.get("/events") as answer:
        assert b": beat" in await _until(answer, b": beat")


async def test_closing_the_board_ends_the_stream() -> None:
    live = Live()
    async with TestClient(TestServer(_app(live))) as client, client.get("/events") as answer:
        await _until(answer, b"hello")
        live.close()

        assert await asyncio.wait_for(answer.content.read(), 2) == b""
        assert listener_count(live) == 0
