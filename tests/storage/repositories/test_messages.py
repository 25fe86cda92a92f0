from __future__ import annotations

import asyncio

import pytest

from storage.database import Database
from storage.models import Message
from storage.models.message import MessageStatus
from storage.private import PatientText
from tests import builders
from tests.builders import NOW


async def test_the_same_webhook_twice_is_one_message(database: Database) -> None:
    async with database.begin() as uow:
        conversation = await builders.a_conversation(uow)

    async def receive() -> bool:
        async with database.begin() as uow:
            return await uow.messages.insert_inbound(
                Message(
                    practice_id=conversation.practice_id,
                    patient_id=conversation.patient_id,
                    conversation_id=conversation.id,
                    direction="in",
                    author="patient",
                    text=PatientText("hiya"),
                    status="received",
                    kind="inbound",
                    provider="twilio",
                    provider_id="SM1",
                    at=NOW,
                    updated_at=NOW,
                )
            )

    outcomes = await asyncio.gather(*(receive() for _ in range(5)))

    assert sorted(outcomes) == [False, False, False, False, True]
    async with database.read() as uow:
        messages = await uow.messages.of_conversation(conversation.id)
        assert [message.text for message in messages] == ["hiya"]


async def test_messages_come_in_order_and_can_be_paged_backwards(database: Database) -> None:
    async with database.begin() as uow:
        conversation = await builders.a_conversation(uow)
        made = [await builders.a_message(uow, conversation=conversation) for _ in range(5)]

    async with database.read() as uow:
        last = await uow.messages.of_conversation(conversation.id, limit=2)
        earlier = await uow.messages.of_conversation(conversation.id, limit=9, before=last[0].id)
        newer = await uow.messages.after(conversation.id, made[3].id)

    assert [one.id for one in [*earlier, *last]] == [one.id for one in made]
    assert [one.id for one in newer] == [made[4].id]


@pytest.mark.parametrize(
    ("now", "then", "moves"),
    [
        ("queued", "sending", True),
        ("queued", "too_old", True),
        ("sending", "sent", True),
        ("sending", "unknown", True),
        ("unknown", "sent", True),
        ("sent", "delivered", True),
        ("sent", "undelivered", True),
        ("undelivered", "delivered", True),
        # Receipts come late, twice and in any order.
        ("delivered", "sent", False),
        ("delivered", "delivered", False),
        ("delivered", "undelivered", False),
        ("failed", "sent", False),
        ("sent", "sending", False),
        # What has left cannot be called back.
        ("sent", "cancelled", False),
        ("cancelled", "sent", False),
    ],
)
async def test_a_status_only_moves_forward(
    database: Database, now: MessageStatus, then: MessageStatus, moves: bool
) -> None:
    async with database.begin() as uow:
        message = await builders.a_message(uow, direction="out", status=now)

    async with database.begin() as uow:
        moved = await uow.messages.move_status(message.id, then, "30003", NOW)

    async with database.read() as uow:
        found = await uow.messages.get(message.id)
    assert moved is moves
    assert found is not None
    assert found.status == (then if moves else now)
    assert found.reason == ("30003" if moves else None)
