"""kill -9 in the middle of traffic: what was acknowledged is never lost, nothing is sent twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import aiohttp
import pytest

from storage.database import Database
from storage.keyring import Keyring
from storage.models import Message
from tests.faults.service import Service, service_with_standin
from tests.standin.twilio import Step, TwilioStandIn

PRACTICE = "+447700900001"
PATIENCE_SECONDS = 150
READING_SECONDS = 0.6
"""A person reads before they answer; so two kills fall into the middle of the traffic."""
PHONES = [f"+4477009002{number:02}" for number in range(15)]


async def write_until_answered(standin: TwilioStandIn, phone: str, texts: list[str]) -> list[str]:
    """Text as Twilio does: the same MessageSid again until somebody says 200."""
    sids = []
    for text in texts:
        sids.append(standin.new_sid())
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await is_acknowledged(standin, phone, text, sids[-1]):  # noqa: ASYNC110
                await asyncio.sleep(0.3)  # as Twilio does: a while, and again
        await asyncio.sleep(READING_SECONDS)
    return sids


async def is_acknowledged(standin: TwilioStandIn, phone: str, text: str, sid: str) -> bool:
    try:
        status, _ = await standin.says(phone, PRACTICE, text, sid=sid)
    except aiohttp.ClientError:
        return False
    return status == 200


async def all_messages(service: Service) -> list[Message]:
    database = Database.open(service.database_url, Keyring.from_secret(service.secret))
    try:
        async with database.read() as uow:
            practice = await uow.practices.by_code("demo")
            assert practice is not None
            return list(await uow.messages.page([practice.id], limit=5000))
    finally:
        await database.close()


async def until_nothing_waits(service: Service) -> list[Message]:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            messages = await all_messages(service)
            if not any(each.status in {"queued", "sending"} for each in messages):
                return messages
            await asyncio.sleep(0.3)


@pytest.mark.timeout(400)
async def test_killed_again_and_again_it_loses_no_text_and_sends_none_twice(
    tmp_path: Path, database_url: str
) -> None:
    async with service_with_standin(tmp_path, database_url) as (service, standin):
        for phone in PHONES[::3]:
            standin.script(phone, Step(how="cut"))
        traffic = asyncio.gather(
            *(
                write_until_answered(standin, phone, ["cannae pay ma rent", "1", "1", "1", "2"])
                for phone in PHONES
            )
        )
        for _ in range(2):
            await asyncio.sleep(0.7)
            assert not traffic.done(), "it was killed too late to prove anything"
            await service.kill()
            await service.start()
        acknowledged = {sid for sids in await traffic for sid in sids}
        messages = await until_nothing_waits(service)

        received = [each.provider_id for each in messages if each.direction == "in"]
        assert Counter(received) == Counter(acknowledged)
        ours = sorted(
            (each.provider_id or "", str(each.text))
            for each in messages
            if each.direction == "out" and each.provider == "twilio"
        )
        theirs = sorted((text.sid, text.body) for text in standin.texts)
        assert ours == theirs
        for phone in PHONES:
            texts = standin.to(phone)
            assert texts, f"{phone} was left without an answer"
