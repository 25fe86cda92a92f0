"""The whole story over Twilio's wire format, with the service as a process of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from tests.faults.service import Service, service_with_standin
from tests.standin.twilio import TwilioStandIn

PRACTICE = "+447700900001"
QUIET_SECONDS = 0.4

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def both(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[tuple[Service, TwilioStandIn]]:
    folder = tmp_path_factory.mktemp("wire")
    url = f"sqlite+aiosqlite:///{folder}/blether.db"
    async with service_with_standin(folder, url) as pair:
        yield pair


async def settled(standin: TwilioStandIn, number: str, at_least: int) -> list[str]:
    """The texts to `number`, once there are so many and no more come."""
    await standin.until(number, at_least)
    await asyncio.sleep(QUIET_SECONDS)
    return standin.to(number)


async def test_a_self_referral_by_text_ends_in_a_booking(
    both: tuple[Service, TwilioStandIn],
) -> None:
    phone = "+447700900110"
    _, standin = both
    said = ["am skint n the flat is freezin", *"1" * 4, "Jean Broon 14/2/51", "1", "1"]
    for count, text in enumerate(said, start=1):
        if "booked" in " ".join(standin.to(phone)):
            break
        status, answer = await standin.says(phone, PRACTICE, text)
        assert status == 200
        assert answer.endswith("<Response/>")
        await settled(standin, phone, count)
    texts = standin.to(phone)
    assert "booked" in " ".join(texts)
    assert len(set(texts)) == len(texts)


async def test_crisis_lines_go_out_at_once_and_stop_ends_all_texting(
    both: tuple[Service, TwilioStandIn],
) -> None:
    phone = "+447700900111"
    _, standin = both
    await standin.says(phone, PRACTICE, "whats the point anymore, i dont want to wake up")
    texts = await settled(standin, phone, 1)
    assert all(line in texts[-1] for line in ("999", "111", "116 123"))
    await standin.says(phone, PRACTICE, "STOP", OptOutType="STOP")
    before = len(standin.to(phone))
    await standin.says(phone, PRACTICE, "hello?")
    await asyncio.sleep(1)
    assert len(standin.to(phone)) == before


async def test_the_same_text_ten_times_at_once_has_one_effect(
    both: tuple[Service, TwilioStandIn],
) -> None:
    phone = "+447700900112"
    service, standin = both
    answers = await asyncio.gather(
        *(standin.says(phone, PRACTICE, "need a food bank", sid="SMtwin") for _ in range(10))
    )
    assert {status for status, _ in answers} == {200}
    texts = await settled(standin, phone, 1)
    assert len(set(texts)) == len(texts)
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{service.url}/webhooks/twilio/messages", data={"Body": "x"}) as refused,
    ):
        assert refused.status == 403
    assert phone not in service.log
    assert "food bank" not in service.log
