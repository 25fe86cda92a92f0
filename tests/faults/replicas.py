"""Several Blethers in one process, on one database, with the clock under a test's hand.

Each is put together as the server does it, and is spoken to over HTTP; only the loops that wait
for the time to pass are left out: a test says when each of them sends and sweeps.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.twilio.routes import routes as twilio_routes
from bot.clock import Clock, ManualClock
from bot.demo import make_demo
from bot.dialogue import Flows
from bot.running import Running, running
from bot.settings import Config, DeliveryConfig, Settings, TwilioSettings
from storage.database import Database
from storage.keyring import Keyring
from tests.faults.kept import all_that_is_kept
from tests.faults.patients import Patients
from tests.faults.reconcile import Account, reconcile
from tests.faults.service import DEMO_PASSWORD
from tests.faults.told import Told
from tests.standin.twilio import ACCOUNT_SID, AUTH_TOKEN, TwilioStandIn
from tests.support.databases import SECRET
from tests.support.outbox import due_count, next_due
from tests.support.world import the_flows

MORNING = datetime(2026, 11, 24, 10, tzinfo=UTC)
PUBLIC_URL = "http://127.0.0.1:1"
MOST_TIMES = 2000
A_LEASE = timedelta(minutes=1)
HANG_SECONDS = 0.05


class LocalClock:
    """One machine's clock: the true one, and how far it is out."""

    def __init__(self, true: Clock) -> None:
        self.true = true
        self.out_by = timedelta(0)

    def now(self) -> datetime:
        return self.true.now() + self.out_by


@dataclass(frozen=True, slots=True)
class Replica:
    parts: Running
    clock: LocalClock
    url: str

    async def work(self) -> int:
        """Send and sweep once, at the same time; returns how much there was to do."""
        done = await asyncio.gather(self.parts.deliverer.run_once(), self.parts.sweep.run_once())
        return sum(done)


@dataclass(slots=True, kw_only=True)
class Replicas:
    """All of them, with one stand-in; `clock` is the true time, which Twilio goes by."""

    database: Database
    clock: ManualClock
    standin: TwilioStandIn
    patients: Patients
    members: list[Replica]

    async def work(self, members: list[Replica] | None = None) -> int:
        """All of them at once; what hangs at the carrier is cut off after a while."""
        working = asyncio.gather(*(each.work() for each in members or self.members))
        while not working.done():
            await asyncio.wait([working], timeout=HANG_SECONDS)
            self.standin.let_go()
        return sum(await working)

    async def settle(self, in_flight_seconds: float = 0) -> Account:
        """Go from one due time of the outbox to the next until it is empty, and compare all."""
        for each in self.members:
            each.clock.out_by = timedelta(0)
        for _ in range(MOST_TIMES):
            while await self.work():
                pass
            now = self.clock.now()
            async with self.database.read() as uow:
                due_next = await next_due(uow, now)
                is_over = due_next is None and not await due_count(uow, now)
            if is_over:
                break
            self.clock.advance(max(due_next - now, A_LEASE) if due_next else A_LEASE)
        await self.standin.all_reported()
        return await self.account(in_flight_seconds)

    async def account(self, in_flight_seconds: float = 0) -> Account:
        """Nothing is on its way when STOP comes, unless somebody sends while others are heard."""
        kept = await all_that_is_kept(self.database)
        return reconcile(
            kept,
            self.standin.texts,
            self.patients.told,
            now=self.clock.now(),
            in_flight_seconds=in_flight_seconds,
        )


@asynccontextmanager
async def replicas(
    database_url: str,
    folder: Path,
    *,
    count: int = 2,
    start: datetime,
    flows: Flows | None = None,
    **standin: Any,
) -> AsyncIterator[Replicas]:
    """The demonstration practice on a migrated, empty database, and so many servers for it."""
    clock = ManualClock(start)
    async with AsyncExitStack() as stack:
        database = Database.open(database_url, Keyring.from_secret(SECRET))
        stack.push_async_callback(database.close)
        await make_demo(database, clock, DEMO_PASSWORD)
        carrier = await stack.enter_async_context(
            TwilioStandIn(public_url=PUBLIC_URL, now=clock.now, **standin)
        )
        settings = _settings(database_url, carrier.url, folder)
        members = [
            await stack.enter_async_context(replica(settings, LocalClock(clock), flows))
            for _ in range(count)
        ]
        carrier.target = members[0].url
        patients = Patients(standin=carrier, told=Told(now=clock.now), phones=[])
        yield Replicas(
            database=database, clock=clock, standin=carrier, patients=patients, members=members
        )


@asynccontextmanager
async def replica(
    settings: Settings, clock: LocalClock, flows: Flows | None = None
) -> AsyncIterator[Replica]:
    """One server: the parts of `blether serve`, and of its pages the webhooks."""
    async with running(settings, clock, flows=flows or the_flows()) as parts:
        app = web.Application()
        app.add_routes(
            twilio_routes(
                turns=parts.turns,
                database=parts.db,
                twilio=settings.twilio,
                public_url=settings.public_url,
                clock=clock,
                wake=parts.deliverer.wake,
                on_change=parts.live.publish,
            )
        )
        async with TestServer(app) as server:
            yield Replica(parts, clock, str(server.make_url("")).rstrip("/"))


def _settings(database_url: str, twilio_url: str, folder: Path) -> Settings:
    return Settings(
        database_url=database_url,
        secret_key=SECRET,
        public_url=PUBLIC_URL,
        twilio=TwilioSettings(
            account_sid=ACCOUNT_SID, auth_tokens=(AUTH_TOKEN,), api_url=twilio_url
        ),
        config=Config(delivery=DeliveryConfig(texts_per_second=1000)),
    )
