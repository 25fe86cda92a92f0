"""Somebody is erased while one of their texts is being recorded: both are done."""

from __future__ import annotations

import asyncio

from storage.database import Database
from storage.keyring import Keyring
from tests import builders
from tests.builders import NOW
from tests.support.databases import somebody_waits


async def test_an_erasure_waits_for_a_text_that_is_being_recorded(
    postgres_url: str, keyring: Keyring
) -> None:
    database = Database.open(postgres_url, keyring)
    async with database.begin() as uow:
        message = await builders.a_message(
            uow, direction="out", kind="reply", status="sending", provider="twilio"
        )
        await builders.an_outbox_row(uow, message=message)

    async def erases() -> None:
        async with database.begin() as uow:
            await uow.patients.erase(message.patient_id, NOW)

    async with asyncio.timeout(30), asyncio.TaskGroup() as group, database.begin() as uow:
        assert await uow.messages.move_status(message.id, "sent", None, NOW, provider_id="SM1")
        group.create_task(erases())
        await somebody_waits(database)
        await uow.outbox.remove(message.id)

    async with database.read() as uow:
        kept = await uow.messages.get(message.id)
        assert await uow.outbox.get(message.id) is None
    assert kept is not None
    assert (kept.status, kept.text) == ("sent", "")
    await database.close()
