"""SIGTERM in the middle of everything: what is under way ends, within ten seconds."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections import Counter
from contextlib import AsyncExitStack, closing
from pathlib import Path

import aiohttp
import pytest

from tests.faults.service import PRACTICE, Service, service_with_standin
from tests.standin.twilio import Step, TwilioStandIn

LIMIT_SECONDS = 10
PHONES = [f"+4477009003{number:02}" for number in range(12)]
HANGS = "+447700900350"


async def writes(
    standin: TwilioStandIn, phone: str, answered: list[str], refused: list[str]
) -> None:
    """Text after text until nobody answers any more."""
    for text in ("cannae pay ma rent", "1", "1", "1", "2", "thanks", "ok", "aye"):
        sid = standin.new_sid()
        try:
            status, _ = await standin.says(phone, PRACTICE, text, sid=sid)
        except aiohttp.ClientError:
            refused.append(sid)
            return
        if status != 200:
            refused.append(sid)
            return
        answered.append(sid)
        await asyncio.sleep(0.2)


async def opened_streams(service: Service, stack: AsyncExitStack) -> list[aiohttp.ClientResponse]:
    """A page of web chat and one of staff that lie open."""
    jar = aiohttp.CookieJar(unsafe=True)
    session = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=jar))
    async with session.get(f"{service.url}/staff/sign-in") as page:
        csrf = re.search(r'name="csrf" value="([^"]+)"', await page.text())
    assert csrf is not None
    fields = {
        "csrf": csrf[1],
        "email": "morag@demo.example",
        "password": service.environment["BLETHER_DEMO_PASSWORD"],
    }
    async with session.post(f"{service.url}/staff/sign-in", data=fields) as page:
        assert page.status == 200
    streams = []
    for path in ("/chat/demo/events", "/staff/live"):
        stream = await stack.enter_async_context(session.get(f"{service.url}{path}"))
        assert stream.content_type == "text/event-stream", path
        await stream.content.readline()
        streams.append(stream)
    return streams


async def says_no(service: Service) -> list[str]:
    """What readiness says from now on, until nobody answers."""
    heard: list[str] = []
    async with aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"{service.url}/health/ready") as answer:
                    heard.append((await answer.json())["checks"]["service"])
            except aiohttp.ClientError:
                return heard
            await asyncio.sleep(0.1)


async def until_hanging(standin: TwilioStandIn) -> None:
    await standin.says(HANGS, PRACTICE, "need a food bank")
    await standin.until(HANGS, 1)


@pytest.mark.timeout(300)
async def test_told_to_stop_it_ends_what_it_began_and_takes_up_nothing_new(
    tmp_path: Path, database_url: str
) -> None:
    async with (
        service_with_standin(tmp_path, database_url) as (service, standin),
        AsyncExitStack() as stack,
    ):
        standin.reports = ()  # a receipt would tell what the carrier itself never answers
        standin.script(HANGS, Step(how="hang"))
        streams = await opened_streams(service, stack)
        await until_hanging(standin)
        answered: list[str] = []
        refused: list[str] = []
        traffic = asyncio.gather(*(writes(standin, phone, answered, refused) for phone in PHONES))
        async with asyncio.timeout(60):
            while len(answered) < len(PHONES):  # noqa: ASYNC110  they write until it is stopped
                await asyncio.sleep(0.05)
        assert not traffic.done(), "it was stopped too late"
        readiness = asyncio.create_task(says_no(service))
        code, seconds = await service.stop()

        assert code == 0, service.log
        assert seconds < LIMIT_SECONDS
        heard = await readiness
        assert "stopping" in heard
        assert "ok" not in heard[heard.index("stopping") :]
        await traffic
        assert refused, "it answered everything, so it was not stopped in traffic"
        for stream in streams:
            await asyncio.wait_for(stream.content.read(), 1)  # it has ended

        messages = await service.messages()
        kept = Counter(each.provider_id for each in messages if each.direction == "in")
        assert set(answered) <= set(kept), "an answered text was lost"
        assert max(kept.values()) == 1
        # Only what the carrier never answered may still be under way.
        under_way = [str(each.text) for each in messages if each.status == "sending"]
        assert under_way == standin.to(HANGS)
        assert "Traceback" not in service.log and '"trace"' not in service.log

        await service.start()
        messages = await service.messages_at_rest()
        ours = sorted(
            (each.provider_id or "", str(each.text))
            for each in messages
            if each.direction == "out" and each.provider == "twilio"
        )
        assert ours == sorted((text.sid, text.body) for text in standin.texts)


async def test_a_worker_with_nothing_to_do_is_gone_at_once(tmp_path: Path) -> None:
    service = Service(
        folder=tmp_path,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/blether.db",
        arguments=("--role", "worker"),
    )
    await service.make_demo()
    await service.start()
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{service.url}/metrics") as answer:
            assert "blether_outbox_messages 0.0" in await answer.text()
        async with session.get(f"{service.url}/staff/") as answer:
            assert answer.status == 404
    code, seconds = await service.stop()
    assert code == 0
    assert seconds < 4


async def test_told_to_stop_while_it_waits_for_the_database_it_ends_in_time(tmp_path: Path) -> None:
    file = tmp_path / "blether.db"
    service = Service(folder=tmp_path, database_url=f"sqlite+aiosqlite:///{file}")
    with closing(sqlite3.connect(file, isolation_level=None)) as somebody:
        somebody.execute("PRAGMA journal_mode = WAL").fetchall()
        somebody.execute("BEGIN IMMEDIATE")
        starting = asyncio.create_task(service.start())
        async with asyncio.timeout(60):
            while not _has_open(service, file):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        starting.cancel()
        code, seconds = await service.stop()

    assert (code, "serving on" in service.log, '"trace"' in service.log) == (0, False, False)
    assert seconds < LIMIT_SECONDS


def _has_open(service: Service, file: Path) -> bool:
    if service.process is None:
        return False
    handles = Path(f"/proc/{service.process.pid}/fd").glob("*")
    return any(_points_to(handle) == file for handle in handles)


def _points_to(handle: Path) -> Path | None:
    try:
        return handle.readlink()
    except FileNotFoundError:  # closed since it was listed
        return None
