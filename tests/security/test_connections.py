"""What comes over a connection and is no HTTP: refused in our words, and no page of the log."""

from __future__ import annotations

import asyncio
import gzip
import logging
import resource
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.connections import MOST_OPEN, Runner, allow_many
from bot.request_log import RequestLog
from bot.web.reading import read_body
from bot.web.security import HEADERS
from tests.security.test_reading import talk

SECRET = b"jean-is-frightened"
GET = b"GET / HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async def take(request: web.Request) -> web.Response:
        return web.Response(text=str(len(await read_body(request))))

    async def fail(request: web.Request) -> web.Response:
        raise ValueError(SECRET.decode())

    app = web.Application(client_max_size=1000)
    app.router.add_post("/", take)
    app.router.add_get("/fail", fail)
    log = logging.getLogger("bot.serving")
    runner = Runner(app, access_log_class=RequestLog, access_log=log)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield runner.addresses[0][1]
    await runner.cleanup()


@pytest.mark.parametrize(
    "sent",
    [
        SECRET + b" / HTTP/1.1\r\n\r\n",
        b"GET /" + SECRET + b"\xff HTTP/1.1\r\n\r\n",
        GET + SECRET + b"\x00: y\r\n\r\n",
        GET + b"X: " + SECRET + b"a" * 9000 + b"\r\n\r\n",
        GET + b"Content-Length: " + SECRET + b"\r\n\r\n",
        GET + b"Transfer-Encoding: chunked\r\n\r\n" + SECRET + b"\r\n",
        b"GET / HTTP/1.1\r\nX: " + SECRET + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01" + SECRET + b"\r\n\r\n",
    ],
    ids=["method", "path", "name", "long", "length", "chunk", "no-host", "tls"],
)
async def test_what_cannot_be_read_is_refused_without_a_word_of_it(
    port: int, sent: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    head, _, body = (await talk(port, sent, wait=5)).partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0].split()[1] == "400"
    assert {f"{name}: {value}" for name, value in HEADERS.items()} <= set(lines)
    assert "Server: Blether" in lines
    assert body == b"This request cannot be read.\n"
    assert [one for one in caplog.records if one.levelno > logging.INFO] == []
    answered = [one for one in caplog.records if one.getMessage() == "request answered"]
    assert [(vars(one)["status"], vars(one)["route"]) for one in answered] == [(400, "none")]


async def test_what_nobody_expected_is_told_to_the_log_and_to_nobody_else(
    port: int, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await talk(port, b"GET /fail HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n\r\n", wait=5)
    assert answer.startswith(b"HTTP/1.1 500 ")
    assert answer.endswith(b"Please try again. In danger? Call 999.\n")
    assert b"aiohttp" not in answer and SECRET not in answer
    assert [one.exc_info is not None for one in caplog.records if one.levelname == "ERROR"] == [
        True
    ]
    assert "127.0.0.1" not in caplog.text.partition("Traceback")[0]


@pytest.mark.parametrize(
    "packed", [gzip.compress(b"a" * 100, mtime=0), b"\x1f\x8b" + SECRET, SECRET]
)
async def test_nobody_makes_us_unpack_what_they_send(
    port: int, packed: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nConnection: close\r\n"
    length = b"Content-Length: %d\r\n\r\n" % len(packed)
    answer = await talk(port, head + length + packed, wait=5)
    assert answer.split()[1] == b"415"
    assert [one for one in caplog.records if one.levelno > logging.INFO] == []


async def test_who_goes_away_in_the_middle_is_no_error_of_ours(
    port: int, caplog: pytest.LogCaptureFixture
) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc")
    await writer.drain()
    await asyncio.sleep(0.1)
    writer.close()
    await asyncio.sleep(0.1)
    assert [one for one in caplog.records if one.levelno > logging.INFO] == []


async def test_a_body_that_says_it_is_too_large_is_not_waited_for(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000000\r\n\r\n")
    assert (await asyncio.wait_for(reader.readline(), 5)).startswith(b"HTTP/1.1 413 ")
    writer.close()


def test_a_thousand_silent_connections_are_not_all_that_there_may_be() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_OPEN if hard == resource.RLIM_INFINITY else min(hard, MOST_OPEN)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(1024, most), hard))
    try:
        allow_many()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (most, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
