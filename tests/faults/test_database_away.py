"""PostgreSQL slow, gone, cut off at any word, and started again: nobody restarts Blether for it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bot.inbound import InboundMessage
from storage.errors import DatabaseBusy
from storage.keyring import Keyring
from tests.faults.line import line_to
from tests.faults.replicas import MORNING, Replicas, replicas
from tests.support import databases
from tests.support.databases import SECRET

PHONES = [f"+4477009007{number:02}" for number in range(6)]
MOST_CUTS = 6
TEXTS = ("cannae pay ma rent", "1", "1")


async def everybody_texts(town: Replicas) -> None:
    async def talk(phone: str) -> None:
        for text in TEXTS:
            await town.patients.say(phone, text)

    await asyncio.gather(*map(talk, PHONES))


async def keep_working(town: Replicas) -> None:
    """Until cancelled; then it is over when no worker has anything in hand any more."""
    async with asyncio.TaskGroup() as working:
        for each in town.members:
            working.create_task(each.parts.deliverer.run(poll_seconds=0.1))


@pytest.mark.parametrize("seed", range(2))
async def test_connections_cut_at_any_word_lose_nothing_and_repeat_nothing(
    postgres_url: str, tmp_path: Path, seed: int
) -> None:
    random = Random(seed)
    async with (
        line_to(postgres_url) as (url, line),
        replicas(url, tmp_path, start=MORNING) as town,
    ):
        working = asyncio.create_task(keep_working(town))
        talking = asyncio.create_task(everybody_texts(town))
        cuts = 0
        while not talking.done() and cuts < MOST_CUTS:
            await asyncio.wait([talking], timeout=0.2 + random.random())
            line.delay = random.choice([0, 0, 0.005])
            line.cut()
            cuts += 1
        await talking
        line.delay = 0
        working.cancel()
        await asyncio.wait([working])
        account = await town.settle()
        assert account.faults == []
        assert account.incoming == len(PHONES) * len(TEXTS)
        assert cuts > 0


async def test_a_text_is_not_acknowledged_while_the_database_is_down_and_taken_when_it_is_back(
    postgres_url: str, tmp_path: Path
) -> None:
    async with (
        line_to(postgres_url) as (url, line),
        replicas(url, tmp_path, start=MORNING) as town,
    ):
        line.go_down()
        status, answer = await town.standin.says(PHONES[0], "+447700900001", "help me", sid="SMone")
        assert status == 500
        assert "Traceback" not in answer
        waiting = asyncio.create_task(town.patients.say(PHONES[0], "need a food bank"))
        await asyncio.sleep(0.5)
        assert not waiting.done()
        line.is_down = False
        await waiting
        account = await town.settle()
        assert account.faults == []
        assert account.incoming == 1


async def test_a_database_that_says_nothing_holds_no_text_for_ever(
    postgres_url: str, tmp_path: Path
) -> None:
    """Neither the one that it hangs on nor the next of the same person; both are taken later."""
    async with (
        line_to(postgres_url) as (url, line),
        replicas(url, tmp_path, count=1, start=MORNING) as town,
    ):
        await town.patients.say(PHONES[0], "need a food bank")
        turns = replace(town.members[0].parts.turns, patience_seconds=1)
        texts = [a_text(PHONES[0], "1", "SMone"), a_text(PHONES[0], "2", "SMtwo")]
        line.is_silent = True
        began = time.monotonic()
        answers = await asyncio.gather(*map(turns.receive, texts), return_exceptions=True)
        assert [type(each) for each in answers] == [DatabaseBusy, DatabaseBusy]
        assert time.monotonic() - began < 6  # and two seconds for good-byes that nobody answers
        line.is_silent = False
        receipts = [await turns.receive(each) for each in [*texts, *texts]]
        assert [each.outcome for each in receipts] == ["accepted"] * 2 + ["repeated"] * 2


def a_text(phone: str, text: str, sid: str) -> InboundMessage:
    return InboundMessage(
        channel="sms",
        contact=phone,
        provider="twilio",
        provider_id=sid,
        to_number="+447700900001",
        text=text,
        at=MORNING,
    )


async def test_a_restarted_server_is_gone_back_to(tmp_path: Path) -> None:
    """Stopped as by a power cut, in the middle of talks and sends, and started again."""
    with databases.stoppable_server(Keyring.from_secret(SECRET)) as (server, crash_and_start):
        async with replicas(server.copy(), tmp_path, start=MORNING) as town:
            working = asyncio.create_task(keep_working(town))
            talking = asyncio.create_task(everybody_texts(town))
            await asyncio.sleep(0.3)
            await asyncio.to_thread(crash_and_start)
            await talking
            working.cancel()
            await asyncio.wait([working])
            account = await town.settle()
            assert account.faults == []
            assert account.incoming == len(PHONES) * len(TEXTS)
