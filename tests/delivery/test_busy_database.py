"""Where every connection is in use for a while, what was claimed leaves as soon as one is free."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.clock import ManualClock
from bot.delivery.pace import Pace
from storage.database import Database
from storage.keyring import Keyring
from tests.delivery.conftest import Post, carrier_to
from tests.standin.twilio import TwilioStandIn

WAIT_SECONDS = 0.5


@asynccontextmanager
async def one_connection(
    postgres_url: str, keyring: Keyring, wait_seconds: float
) -> AsyncIterator[Post]:
    """A post whose database lets in one at a time."""
    database = Database.open(
        postgres_url, keyring, pool_size=1, max_overflow=0, wait_seconds=wait_seconds
    )
    async with TwilioStandIn() as standin:
        carrier = carrier_to(standin)
        clock = ManualClock(datetime(2026, 11, 23, 10, tzinfo=UTC))
        post = Post(database=database, clock=clock, standin=standin, carrier=carrier)
        await post.open()
        yield post
        await carrier.close()
    await database.close()


async def hold(database: Database, seconds: float) -> None:
    """Wait for the connection, and keep it for so long."""
    async with database.begin() as uow:
        await uow.practices.by_code("demo")
        await asyncio.sleep(seconds)


async def test_a_crisis_reply_does_not_wait_for_its_lease(
    postgres_url: str, keyring: Keyring
) -> None:
    """Its second text waits for the pace, and in that moment somebody takes the only connection."""
    held: list[asyncio.Task[None]] = []
    async with one_connection(postgres_url, keyring, WAIT_SECONDS) as post:

        async def in_the_meantime(seconds: float) -> None:
            held.append(asyncio.create_task(hold(post.database, 1.5 * WAIT_SECONDS)))
            await asyncio.sleep(WAIT_SECONDS / 10)

        for text in ("In danger? Call 999.", "Samaritans 116 123"):
            await post.queue(text, "crisis")
        await post.send(pace=Pace(1, sleep=in_the_meantime))
        await asyncio.gather(*held)
        texts = sorted(post.texts)
    assert held
    assert texts == ["In danger? Call 999.", "Samaritans 116 123"]


async def test_an_answer_in_web_chat_does_not_wait_for_its_lease(
    postgres_url: str, keyring: Keyring
) -> None:
    """Who waits for the connection gets it in turn: its claim does, then somebody who keeps it."""
    counted: list[tuple[str, str]] = []
    async with one_connection(postgres_url, keyring, 2 * WAIT_SECONDS) as post:
        answer = await post.queue("Here is who can help", provider="web")
        before = asyncio.create_task(hold(post.database, WAIT_SECONDS / 2))
        await asyncio.sleep(WAIT_SECONDS / 10)
        worker = post.worker(on_sent=lambda *what: counted.append(what))
        at_work = asyncio.create_task(worker.run_once())
        await asyncio.sleep(WAIT_SECONDS / 10)
        between = asyncio.create_task(hold(post.database, 3 * WAIT_SECONDS))
        await asyncio.gather(before, at_work, between)
        assert (await post.message(answer)).status == "delivered"
    assert counted == [("web", "sent")]
