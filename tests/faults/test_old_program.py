"""Yesterday's program on today's schema, in truth: it is taken from the history, and serves people
while today's migrates the database under it, as in a roll-out; today's then goes on beside it.
"""

from __future__ import annotations

import asyncio
import io
import shutil
import subprocess
import tarfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot.clock import SystemClock
from bot.inbound import InboundMessage
from bot.running import running
from bot.settings import Config, Settings, TwilioSettings
from storage.database import Database
from storage.keyring import Keyring
from storage.schema import revisions
from tests.faults.answering import FIRST, MOST_TEXTS, NAME
from tests.faults.kept import all_that_is_kept
from tests.faults.patients import PRACTICE, Patients
from tests.faults.reconcile import reconcile
from tests.faults.service import ROOT, START_SECONDS, Service
from tests.faults.told import Told
from tests.standin.twilio import TwilioStandIn
from tests.support.databases import PostgresServer
from tests.support.outbox import due_count
from tests.support.world import the_flows

YESTERDAY = "11101849ac67fe34ba30a24cca0a212467a7e00d"
"""The last commit whose newest migration is 0009: it knows nothing of three that came since."""
ITS_NEWEST = "0009"
PARTS = ("bot", "actions", "storage", "flows", "requirements", "config.yml")
JEAN, RAB = "+447700900161", "+447700900162"


@pytest.fixture(scope="module")
def old_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    git = shutil.which("git")
    if git is None:
        pytest.skip("there is no git to take yesterday's program from the history with")
    found = subprocess.run(
        [git, "-C", str(ROOT), "archive", YESTERDAY, *PARTS], capture_output=True, check=False
    )
    if found.returncode:
        pytest.skip(f"the history here has no {YESTERDAY[:7]}, as in a shallow clone or an archive")
    folder = tmp_path_factory.mktemp("yesterday")
    with tarfile.open(fileobj=io.BytesIO(found.stdout)) as archive:
        archive.extractall(folder, filter="data")
    assert sorted((folder / "storage/migrations/versions").glob("0*.py"))[-1].name[:4] == ITS_NEWEST
    return folder


@asynccontextmanager
async def serving(service: Service) -> AsyncIterator[None]:
    """One process makes the practice and serves it: a second start would take as long again."""
    service.process = await service._run("demo", "--port", str(service.port))
    try:
        async with aiohttp.ClientSession() as session, asyncio.timeout(START_SECONDS):
            while not await service.is_ready(session):
                assert service.process.returncode is None, service.log
                await asyncio.sleep(0.05)
        yield
    finally:
        await service.kill()


async def books(patients: Patients, phone: str) -> list[str]:
    """Answers what they are asked, until there is a visit; all that came."""
    standin = patients.standin
    for _ in range(MOST_TEXTS):
        texts = standin.to(phone)
        if any("you booked" in text for text in texts):
            return texts
        text = FIRST if not texts else NAME if "date of birth" in texts[-1] else "1"
        await patients.say(phone, text)
        await standin.until(phone, len(texts) + (2 if not texts else 1))
    raise AssertionError(f"no visit after {MOST_TEXTS} texts: {standin.to(phone)}")


async def all_sent(database: Database) -> None:
    async with asyncio.timeout(30):
        while True:
            async with database.read() as uow:
                if not await due_count(uow, datetime.now(UTC)):
                    return
            await asyncio.sleep(0.05)


async def says_to_todays(old: Service, patients: Patients, phone: str, text: str) -> None:
    """In the middle of what yesterday's program began; which sends the answer, too."""
    standin = patients.standin
    settings = Settings(
        database_url=old.database_url,
        secret_key=old.secret,
        public_url=old.url,
        twilio=TwilioSettings(),
        config=Config(),
    )
    before = len(standin.to(phone))
    word = patients.told.begin(phone, text, standin.new_sid())
    async with running(settings, SystemClock(), flows=the_flows()) as parts:
        receipt = await parts.turns.receive(
            InboundMessage(
                channel="sms",
                contact=phone,
                provider="twilio",
                provider_id=word.sid,
                to_number=PRACTICE,
                text=text,
                at=datetime.now(UTC),
            )
        )
    assert receipt.outcome == "accepted"
    word.acknowledged = time.monotonic()
    await standin.until(phone, before + 1)


@pytest.mark.timeout(180)
async def test_yesterdays_program_serves_a_whole_journey_on_todays_schema(
    old_tree: Path, tmp_path: Path, postgres_server: PostgresServer
) -> None:
    assert revisions().index(ITS_NEWEST) < len(revisions()) - 1
    url = postgres_server.empty()
    old = Service(folder=tmp_path, database_url=url, root=old_tree)
    async with TwilioStandIn(target=old.url, reports=("sent", "delivered")) as standin:
        old.twilio_url = standin.url
        today = Database.open(url, Keyring.from_secret(old.secret))
        patients = Patients(standin=standin, told=Told(), phones=[])
        try:
            async with serving(old):
                await patients.say(JEAN, FIRST)
                await standin.until(JEAN, 2)
                assert await today.check() is not None, "the schema is today's already"
                await today.upgrade()
                assert await today.check() is None
                await books(patients, JEAN)
                await patients.say(RAB, FIRST)
                await standin.until(RAB, 2)
                await says_to_todays(old, patients, RAB, "1")
                await books(patients, RAB)
                await all_sent(today)
                await standin.all_reported()
                kept = await all_that_is_kept(today)
                account = reconcile(kept, standin.texts, patients.told, now=datetime.now(UTC))
                assert account.faults == []
            assert "Traceback" not in old.log
            assert '"level":"error"' not in old.log
        finally:
            await today.close()
            postgres_server.drop(url)
