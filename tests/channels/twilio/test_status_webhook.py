from __future__ import annotations

import asyncio

import aiohttp
import pytest

from tests.builders import a_message
from tests.channels.twilio.conftest import Edge
from tests.standin.twilio import ACCOUNT_SID

STATUS = "/webhooks/twilio/status"


async def test_the_status_webhook_needs_the_same_signature(edge: Edge) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(edge.standin.target + STATUS, data={"MessageSid": "SM1"}) as response,
    ):
        assert (response.status, await response.text()) == (403, "")


@pytest.mark.parametrize("missing", ["MessageSid", "MessageStatus"])
async def test_a_status_without_what_it_is_about_is_a_plain_400(edge: Edge, missing: str) -> None:
    form = {"MessageSid": "SM1", "MessageStatus": "sent", "AccountSid": ACCOUNT_SID}
    del form[missing]
    status, answer = await edge.standin.post(STATUS, form)
    assert status == 400
    assert "missing" in answer


async def test_a_status_of_a_text_that_is_not_ours_is_a_success(edge: Edge) -> None:
    form = {"MessageSid": "SM1", "MessageStatus": "sent", "AccountSid": ACCOUNT_SID}
    assert (await edge.standin.post(f"{STATUS}?message=nobody", form))[0] == 200


@pytest.mark.parametrize("code", ["x" * 65, "1 2", "<b>", "\u00e9"])
async def test_an_error_code_that_is_none_is_kept_nowhere(edge: Edge, code: str) -> None:
    async with edge.database.begin() as uow:
        message = await a_message(
            uow, direction="out", provider="twilio", provider_id="SM7", status="sent"
        )
    form = {"MessageSid": "SM7", "MessageStatus": "failed", "AccountSid": ACCOUNT_SID}
    assert (await edge.standin.post(STATUS, form | {"ErrorCode": code}))[0] == 200
    async with edge.database.read() as uow:
        kept = await uow.messages.get(message.id)
    assert kept is not None
    assert (kept.status, kept.reason) == ("failed", "none")


async def test_open_pages_hear_of_a_receipt_that_tells_something_new(edge: Edge) -> None:
    async with edge.database.begin() as uow:
        message = await a_message(
            uow, direction="out", provider="twilio", provider_id="SM7", status="sent"
        )
    form = {"MessageSid": "SM7", "MessageStatus": "failed", "AccountSid": ACCOUNT_SID}
    async with edge.live.listen(message.practice_id) as listener:
        await edge.standin.post(STATUS, form | {"ErrorCode": "30007"})
        assert await asyncio.wait_for(anext(listener), 5) == message.conversation_id
        await edge.standin.post(STATUS, form | {"ErrorCode": "30007"})
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(listener), 0.1)


async def test_a_receipt_signed_with_what_asks_for_it_again_is_genuine(edge: Edge) -> None:
    form = {"MessageSid": "SM1", "MessageStatus": "sent", "AccountSid": ACCOUNT_SID}
    assert (await edge.standin.post(f"{STATUS}?message=nobody#rc=5&rp=all", form))[0] == 200
    assert (await edge.standin.post(f"{STATUS}?message=nobody#rc=4&rp=all", form))[0] == 403
