"""PostgreSQL ends one of two units that wait for each other: neither's work is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from bot.unavailable import say_try_again
from storage.models import Conversation, Message
from tests.faults.replicas import MORNING, Replicas, replicas
from tests.support.databases import somebody_waits

JEAN = "+447700900612"


@pytest.fixture
async def town(postgres_url: str, tmp_path: Path) -> AsyncIterator[Replicas]:
    async with replicas(postgres_url, tmp_path, count=1, start=MORNING) as made:
        await made.patients.say(JEAN, "hello")
        await works(made)
        yield made


async def works(town: Replicas) -> None:
    while await town.work():
        pass


async def crosses(
    town: Replicas, row: type[Conversation | Message], work: Awaitable[object]
) -> None:
    """Hold a row of Jean's that `work` asks for, and then ask for her lane, which `work` has."""
    async with town.database.begin() as uow:
        practice = await uow.practices.by_code("demo")
        assert practice is not None
        patient = await uow.patients.by_contact(practice.id, JEAN)
        assert patient is not None
        theirs = select(row.id).where(row.patient_id == patient.id).order_by(row.id.desc())
        await uow.session.execute(theirs.limit(1).with_for_update())
        working = asyncio.ensure_future(work)
        await somebody_waits(town.database)
        await uow.patients.lock(patient.id)
    await working


async def test_whoever_writes_in_that_moment_is_answered_as_ever(town: Replicas) -> None:
    await crosses(town, Conversation, town.patients.say(JEAN, "nae money for the rent"))
    await works(town)
    *_, answer = town.standin.to(JEAN)
    assert "safe to text" in answer


async def test_a_receipt_that_comes_in_that_moment_is_kept(town: Replicas) -> None:
    text = town.standin.last(JEAN)
    await crosses(town, Message, town.standin.report(text, "undelivered", 30006))
    async with town.database.read() as uow:
        message = await uow.session.scalar(select(Message).where(Message.provider_id == text.sid))
    assert message is not None
    assert (message.status, message.reason) == ("undelivered", "30006")


async def test_a_page_that_collides_says_try_again(town: Replicas) -> None:
    async with town.database.read() as uow:
        practice = await uow.practices.by_code("demo")
        assert practice is not None
        patient = await uow.patients.by_contact(practice.id, JEAN)
        assert patient is not None

    async def page(request: web.Request) -> web.Response:
        async with town.database.begin() as uow:
            await uow.patients.lock(patient.id)
            thread = select(Conversation.id).where(Conversation.patient_id == patient.id)
            await uow.session.execute(thread.with_for_update())
        return web.Response()

    app = web.Application(middlewares=[say_try_again])
    app.router.add_get("/staff/", page)
    async with TestClient(TestServer(app)) as client:
        asked = asyncio.ensure_future(client.get("/staff/"))
        await crosses(town, Conversation, asked)
        answer = await asked
        assert (answer.status, "Retry-After" in answer.headers) == (503, True)
        assert "very busy for a moment" in await answer.text()
