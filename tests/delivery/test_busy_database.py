"""Where every connection is in use for a while, what was claimed leaves as soon as one is free."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from bot.clock import ManualClock
from bot.delivery.pace import Pace
from storage.database import Database
from storage.keyring import Keyring
from tests.delivery.conftest import Post, carrier_to
from tests.standin.twilio import TwilioStandIn

WAIT_SECONDS = 0.5


async def test_a_crisis_reply_does_not_wait_for_its_lease(
    postgres_url: str, keyring: Keyring
) -> None:
    """Its second text waits for the pace, and in that moment somebody takes the only connection."""
    held: list[asyncio.Task[None]] = []
    database = Database.open(
        postgres_url, keyring, pool_size=1, max_overflow=0, wait_seconds=WAIT_SECONDS
    )

    async def hold() -> None:
        async with database.begin() as uow:
            await uow.practices.by_code("demo")
            await asyncio.sleep(1.5 * WAIT_SECONDS)

    async def in_the_meantime(seconds: float) -> None:
        held.append(asyncio.create_task(hold()))
        await asyncio.sleep(WAIT_SECONDS / 10)

    async with TwilioStandIn() as standin:
        carrier = carrier_to(standin)
        clock = ManualClock(datetime(2026, 11, 23, 10, tzinfo=UTC))
        post = Post(database=database, clock=clock, standin=standin, carrier=carrier)
        await post.open()
        for text in ("In danger? Call 999.", "Samaritans 116 123"):
            await post.queue(text, "crisis")
        await post.send(pace=Pace(1, sleep=in_the_meantime))
        await asyncio.gather(*held)
        await carrier.close()
    await database.close()
    assert held
    assert sorted(post.texts) == ["In danger? Call 999.", "Samaritans 116 123"]
