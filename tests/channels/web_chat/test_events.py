"""An open chat hears of what happens in it, and of nothing else."""

from __future__ import annotations

import asyncio
from typing import TypeAlias

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient

from bot.live import Live
from storage.database import Database
from storage.errors import DatabaseBusy
from storage.models import Conversation
from tests import builders
from tests.support.pages import AnsweringTurns
from tests.support.statements import counted

Browser: TypeAlias = TestClient[web.Request, web.Application]
SEND, EVENTS = "/chat/demo/messages", "/chat/demo/events"
LOOK = b"event: look\ndata: now\n\n"


async def _says(browser: Browser, turns: AnsweringTurns, text: str) -> Conversation:
    """Writes; the conversation that the message is of."""
    await browser.post(SEND, data={"text": text})
    async with turns.db.read() as uow:
        practice = await uow.practices.by_code("demo")
        assert practice is not None
        patient = await uow.patients.by_contact(practice.id, turns.received[-1].contact)
        assert patient is not None
        found = await uow.conversations.live_for(patient.id)
    assert found is not None
    return found


async def _next(stream: ClientResponse) -> bytes:
    return await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 5)


async def test_it_hears_of_the_conversation_that_begins_after_the_last_one_ended(
    browser: Browser, turns: AnsweringTurns, live: Live
) -> None:
    first = await _says(browser, turns, "hello")
    async with browser.get(EVENTS) as stream:
        await _next(stream)
        live.publish(first.practice_id, first.id)
        assert await _next(stream) == LOOK

        async with turns.db.begin() as uow:
            ended = await uow.conversations.get(first.id)
            assert ended is not None
            ended.is_live = False
        second = await _says(browser, turns, "it is cold in the house")
        assert second.id != first.id
        live.publish(second.practice_id, second.id)
        assert await _next(stream) == LOOK


async def test_the_conversation_of_somebody_else_is_asked_about_once(
    browser: Browser, turns: AnsweringTurns, live: Live
) -> None:
    mine = await _says(browser, turns, "hello")
    async with turns.db.begin() as uow:
        practice = await uow.practices.get(mine.practice_id)
        assert practice is not None
        other = await builders.a_conversation(
            uow, patient=await builders.a_patient(uow, practice=practice)
        )
    async with browser.get(EVENTS) as stream:
        await _next(stream)
        with counted(turns.db) as statements:
            for changed in (mine.id, *[other.id] * 3, mine.id):
                live.publish(mine.practice_id, changed)
                await asyncio.sleep(0.05)
            heard = [await _next(stream), await _next(stream)]
        live.close()
        rest = await asyncio.wait_for(stream.content.read(), 5)

    assert heard == [LOOK, LOOK] and rest == b""
    assert len([one for one in statements if "FROM conversation" in one]) == 2


async def test_while_the_database_cannot_be_asked_it_looks_and_the_stream_stays_one_answer(
    browser: Browser, turns: AnsweringTurns, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = await _says(browser, turns, "hello")
    async with browser.get(EVENTS) as stream:
        await _next(stream)

        def busy(_: Database) -> None:
            raise DatabaseBusy("every connection is in use")

        with monkeypatch.context() as away:
            away.setattr(Database, "read", busy)
            live.publish(mine.practice_id, mine.id)
            heard = await _next(stream)
        live.publish(mine.practice_id, mine.id)
        heard += await _next(stream)
        live.close()
        heard += await asyncio.wait_for(stream.content.read(), 5)

    assert heard == LOOK * 2
