"""Rounds of kill -9 and start, at random moments of traffic, and what came of them."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import aiohttp

from storage.database import Database
from storage.keyring import Keyring
from tests.faults.kept import Kept, all_that_is_kept
from tests.faults.nursery import Nursery, is_alive, killed, nursery
from tests.faults.patients import Patients
from tests.faults.reconcile import Account, reconcile
from tests.faults.service import Service
from tests.faults.told import Told
from tests.standin.texts import Text
from tests.standin.twilio import TwilioStandIn
from tests.support.outbox import restless_count
from tests.support.ports import free_port

PHONES = [f"+4477009002{number:02}" for number in range(60)]
TALKERS = 10
LONGEST_LIFE_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 1.0
LONGEST_LATENCY_SECONDS = 0.15
"""What Twilio takes to answer, about."""
START_SECONDS = 60
SETTLE_SECONDS = 240
"""Longer than anything waits before it is tried or looked up again."""


@dataclass(slots=True, kw_only=True)
class Crew:
    """The processes of one service, by name: `all`; or `web` and two workers."""

    nursery: Nursery
    service: Service
    roles: dict[str, str]
    pids: dict[str, int] = field(default_factory=dict)

    async def start(self) -> None:
        """Start whoever is not there; returns when texts are taken in."""
        for name, role in self.roles.items():
            if name not in self.pids:
                await self._fork(name, role)
        async with aiohttp.ClientSession() as session, asyncio.timeout(START_SECONDS):
            while not await self.service.is_ready(session):
                assert all(map(is_alive, self.pids.values())), self.service.log
                await asyncio.sleep(0.01)

    async def _fork(self, name: str, role: str) -> None:
        """Who is forked is known by its name, also where nobody waits for it any more."""
        forking = asyncio.create_task(
            self.nursery.start(
                self.service.environment,
                role=role,
                port=self.service.port,
                log=self.service.folder / "serve.log",
            )
        )
        try:
            await asyncio.shield(forking)
        finally:
            self.pids[name] = await forking

    async def kill(self, name: str) -> None:
        await killed(self.pids.pop(name))


@dataclass(slots=True, kw_only=True)
class Rounds:
    """A service under traffic, to be killed as often as wanted; see `rounds_on`."""

    crew: Crew
    standin: TwilioStandIn
    patients: Patients
    database: Database
    random: Random
    kills: Counter[str] = field(default_factory=Counter)
    seconds: float = 0

    async def go(self, count: int, tell: Callable[[int], None] = lambda done: None) -> None:
        """So many kills and starts, with texts coming in all the while."""
        began = time.monotonic()
        talking = asyncio.create_task(self.patients.talk(TALKERS))
        for done in range(count):
            await self._round()
            if talking.done():
                await talking  # tells why
            tell(done + 1)
        self.patients.stop.set()
        await talking
        self.patients.stop.clear()
        self.seconds += time.monotonic() - began

    async def _round(self) -> None:
        await self._fatal_moment()
        names = sorted(self.crew.roles)
        count = len(names) if self.random.random() < 0.2 else 1
        for name in self.random.sample(names, count):
            await self._kill(name)
        starting = asyncio.create_task(self.crew.start())
        if self.random.random() < 0.1:
            # Now and then it dies again before it is up.
            await asyncio.sleep(self.random.random() * 0.4)
            starting.cancel()
            await asyncio.wait([starting])
            for name in list(self.crew.pids):
                self.kills["while_starting"] += 1
                await self._kill(name)
            starting = asyncio.create_task(self.crew.start())
        await starting

    async def _fatal_moment(self) -> None:
        """Any moment; in every second round one at which a text is on its way to the carrier."""
        await asyncio.sleep(self.random.random() * LONGEST_LIFE_SECONDS)
        if self.random.random() < 0.5:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_WAIT_SECONDS):
                await self.standin.is_sending.wait()
        await asyncio.sleep(self.random.random() * LONGEST_LATENCY_SECONDS)

    async def _kill(self, name: str) -> None:
        self.kills[name] += 1
        self.kills["while_a_text_came_in"] += self.patients.in_flight > 0
        self.kills["while_a_text_went_out"] += self.standin.busy > 0
        await self.crew.kill(name)

    async def settle(self) -> Account:
        """Wait until nothing is left to be sent or looked up, and compare all accounts.

        Raises AssertionError where what is left has not become less for SETTLE_SECONDS.
        """
        left, since = await self._restless(), time.monotonic()
        while left:
            await asyncio.sleep(0.1)
            now_left = await self._restless()
            if now_left < left:
                left, since = now_left, time.monotonic()
            elif time.monotonic() - since > SETTLE_SECONDS:
                raise AssertionError(f"{left} texts are to leave or be looked up, and are not")
        texts, kept = await self._at_one_moment()
        return reconcile(kept, texts, self.patients.told, now=datetime.now(UTC))

    async def _at_one_moment(self) -> tuple[list[Text], Kept]:
        """What the carrier took and what the database holds, between two texts: timers go on, and
        what left while all was being read would be called a text of no message."""
        async with asyncio.timeout(SETTLE_SECONDS):
            while True:
                texts = list(self.standin.texts)
                kept = await all_that_is_kept(self.database)
                is_still = len(texts) == len(self.standin.texts) and not self.standin.busy
                if is_still and not await self._restless():
                    return texts, kept

    async def _restless(self) -> int:
        async with self.database.read() as uow:
            return await restless_count(uow, datetime.now(UTC))

    def report(self, account: Account, *, rounds: int, seed: int) -> dict[str, Any]:
        return {
            "database": "sqlite" if self.database.is_sqlite else "postgresql",
            "seed": seed,
            "rounds": rounds,
            "seconds": round(self.seconds, 1),
            "seconds_for_each_round": round(self.seconds / max(rounds, 1), 3),
            "kills": dict(self.kills),
            "texts_tried_again_by_the_carrier": sum(
                word.tries - 1 for word in self.patients.told.words
            ),
            "lookups": self.standin.lookups,
            **account.as_json(),
        }


@asynccontextmanager
async def rounds_on(database_url: str, folder: Path, *, seed: int) -> AsyncIterator[Rounds]:
    """A service on an empty database, with everything around it; killed at the end."""
    random = Random(seed)
    service = Service(folder=folder, database_url=database_url, port=free_port())
    async with AsyncExitStack() as stack:
        await service.make_demo()
        database = Database.open(database_url, Keyring.from_secret(service.secret))
        stack.push_async_callback(database.close)
        standin = await stack.enter_async_context(
            TwilioStandIn(
                target=service.url,
                reporting=unruly_receipts(random),
                latency=lambda: random.random() * LONGEST_LATENCY_SECONDS,
            )
        )
        service.twilio_url = standin.url
        forks = await stack.enter_async_context(nursery(service.environment))
        roles = (
            {"all": "all"}
            if database.is_sqlite
            else {"web": "web", "worker 1": "worker", "worker 2": "worker"}
        )
        crew = Crew(nursery=forks, service=service, roles=roles)
        await crew.start()
        patients = Patients(standin=standin, told=Told(), random=random, phones=PHONES)
        yield Rounds(
            crew=crew, standin=standin, patients=patients, database=database, random=random
        )


def unruly_receipts(random: Random) -> Callable[[Text], list[tuple[float, str]]]:
    """Receipts that come late, twice, and in any order; some never."""

    def receipts(text: Text) -> list[tuple[float, str]]:
        statuses = random.choices(
            ["queued", "sending", "sent", "delivered"], k=random.randint(0, 5)
        )
        return [(random.random() * 0.2, status) for status in statuses]

    return receipts
