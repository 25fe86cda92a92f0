"""Two processes for webhooks and two for work on one PostgreSQL, without a leader among them."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import make_url

from bot.clock import SystemClock
from bot.demo import make_demo
from storage.database import Database
from storage.keyring import Keyring
from storage.models import Message
from tests.faults.processes import Carrier, Replica, folder_of
from tests.faults.service import at_rest, messages_of_demo
from tests.standin.twilio import TwilioStandIn
from tests.support.databases import PostgresServer
from tests.support.ports import free_port

PATIENCE_SECONDS = 120
PHONES = [f"+4477009003{number:02}" for number in range(8)]
LEASE_SECONDS = 6
"""A little longer than the replicas' own."""
HANDED_OVER = '"event":"text handed over"'
FEW_CONNECTIONS = {"pool_size: 10 ": "pool_size: 2 ", "max_overflow: 10 ": "max_overflow: 0 "}
STORY = ["cannae pay ma rent", "1", "1"]

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(600)]


@dataclass(slots=True, kw_only=True)
class Cluster:
    webs: list[Replica]
    workers: list[Replica]
    standin: TwilioStandIn
    carrier: Carrier
    database: Database

    async def messages(self) -> list[Message]:
        return await messages_of_demo(self.database)

    async def all_sent(self) -> list[Message]:
        return await at_rest(self.messages, PATIENCE_SECONDS)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cluster(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> AsyncIterator[Cluster]:
    """All four begin at once on a database without any table."""
    folder, url = tmp_path_factory.mktemp("replicas"), postgres_server.empty()
    secret, address = secrets.token_urlsafe(32), f"http://127.0.0.1:{free_port()}"
    async with aiohttp.ClientSession() as session, TwilioStandIn(target=address) as standin:

        def replica(role: str, number: int, **changes: str) -> Replica:
            return Replica(
                folder=folder_of(folder, f"{role}{number}"),
                database_url=url,
                secret=secret,
                twilio_url=standin.url,
                role=role,  # type: ignore[arg-type]
                address=address,
                changes=changes,
            )

        webs = [replica("web", 1), replica("web", 2, **FEW_CONNECTIONS)]
        # They look by themselves so seldom that only news from a web process makes them send.
        workers = [
            replica("worker", n, **{"poll_seconds: 2 ": "poll_seconds: 60 "}) for n in (1, 2)
        ]
        database = Database.open(url, Keyring.from_secret(secret))
        try:
            await asyncio.gather(*(each.begin() for each in (*webs, *workers)))
            await make_demo(database, SystemClock(), secrets.token_urlsafe(9))
            yield Cluster(
                webs=webs,
                workers=workers,
                standin=standin,
                carrier=Carrier(address=address, session=session),
                database=database,
            )
        finally:
            await asyncio.gather(*(each.kill() for each in (*webs, *workers)))
            await database.close()
            postgres_server.drop(url)


async def test_a_text_at_one_process_is_answered_at_once_by_another(cluster: Cluster) -> None:
    phone = "+447700900390"
    began = time.perf_counter()
    status, _ = await cluster.carrier.says(
        cluster.webs[0], phone, "need a food bank", cluster.carrier.new_sid()
    )
    assert status == 200
    await cluster.standin.until(phone, 1, seconds=PATIENCE_SECONDS)
    assert time.perf_counter() - began < 30, "nobody woke the worker, which looks once a minute"


async def test_one_persons_texts_at_two_processes_at_once_are_taken_one_by_one(
    cluster: Cluster,
) -> None:
    """Ten texts of somebody new, each delivered to both processes in the same moment."""
    phone, carrier = "+447700900391", cluster.carrier
    sids = [carrier.new_sid() for _ in range(10)]
    answers = await asyncio.gather(
        *(
            carrier.insists(web, phone, f"text {n}", sid)
            for n, sid in enumerate(sids)
            for web in cluster.webs
        )
    )
    assert {status for status, _ in answers} == {200}
    received = [
        each
        for each in await cluster.all_sent()
        if each.direction == "in" and each.provider_id in sids
    ]
    assert Counter(each.provider_id for each in received) == Counter(sids)
    assert len({each.patient_id for each in received}) == 1
    assert len({each.conversation_id for each in received}) == 1


async def test_a_worker_killed_in_the_middle_loses_no_text_and_none_is_sent_twice(
    cluster: Cluster,
) -> None:
    carrier, dying = cluster.carrier, cluster.workers[0]

    async def write(number: int, phone: str) -> list[str]:
        sids = []
        for turn, text in enumerate(STORY):
            sids.append(carrier.new_sid())
            web = cluster.webs[(number + turn) % 2]
            status, _ = await carrier.insists(web, phone, text, sids[-1])
            assert status == 200
            await asyncio.sleep(0.4)
        return sids

    traffic = asyncio.gather(*(write(n, phone) for n, phone in enumerate(PHONES)))
    had_sent = dying.log.count(HANDED_OVER)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while dying.log.count(HANDED_OVER) < had_sent + 2:  # noqa: ASYNC110  a log wakes nobody
            await asyncio.sleep(0.01)
    assert not traffic.done(), "it was killed too late to prove anything"
    await dying.kill()
    sids = [sid for each in await traffic for sid in each]
    # Another text wakes the worker that is left, once the lease of the other has run out.
    await asyncio.sleep(LEASE_SECONDS)
    sids += await write(0, "+447700900394")
    messages = await cluster.all_sent()

    received = [each.provider_id for each in messages if each.provider_id in sids]
    assert Counter(received) == Counter(sids)
    ours = Counter(each.provider_id for each in messages if each.direction == "out")
    theirs = Counter(text.sid for text in cluster.standin.texts)
    assert ours == theirs
    assert all(cluster.standin.to(phone) for phone in PHONES)
    assert HANDED_OVER in cluster.workers[1].log


BUSY = "Blether is very busy for a moment. Please try again. In danger? Call 999.\n"


async def test_with_every_connection_in_use_a_text_is_refused_in_a_clear_line_and_taken_later(
    cluster: Cluster,
) -> None:
    small = cluster.webs[1]
    carrier, sids = cluster.carrier, [cluster.carrier.new_sid() for _ in range(3)]
    holder = await asyncpg.connect(_plain(small.database_url))
    try:
        async with holder.transaction():
            await holder.execute("LOCK TABLE patient IN ACCESS EXCLUSIVE MODE")
            wait = [
                asyncio.create_task(carrier.says(small, f"+44770090038{n}", "hello", sids[n]))
                for n in range(2)
            ]
            await asyncio.sleep(2)
            status, said = await carrier.says(small, "+447700900382", "am skint", sids[2])
            assert (status, said) == (503, BUSY)
        assert {status for status, _ in await asyncio.gather(*wait)} == {200}
        assert (await carrier.says(small, "+447700900382", "am skint", sids[2]))[0] == 200
    finally:
        await holder.close()
    received = [each for each in await cluster.messages() if each.provider_id in sids]
    assert Counter(each.provider_id for each in received) == Counter(sids)
    assert "nothing was kept" in small.log
    assert "database.pool_size" in small.log
    assert "skint" not in small.log


async def test_a_process_that_is_told_to_stop_ends_in_order(cluster: Cluster) -> None:
    for each in (cluster.webs[1], cluster.workers[1]):
        code, _ = await each.stop()
        assert code == 0
        assert "Traceback" not in each.log
        await each.begin()  # the others' tests need it


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
