"""A text that cannot be opened keeps nobody else's, and leaves when it can be opened again."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from sqlalchemy import LargeBinary, column, select, table, update

from storage.database import Database
from storage.models import new_id
from tests.builders import a_conversation, a_message, a_patient, an_outbox_row
from tests.delivery.conftest import Post

OTHER = "+447700900222"
_MESSAGE = table("message", column("id"), column("text", LargeBinary))


async def seal_of(post: Post, message_id: str) -> bytes:
    query = select(_MESSAGE.c.text).where(_MESSAGE.c.id == message_id)
    async with post.database.read() as uow:
        sealed: bytes = await uow.session.scalar(query)
    return sealed


async def put_seal(database: Database, message_id: str, sealed: bytes) -> None:
    changed = update(_MESSAGE).where(_MESSAGE.c.id == message_id).values(text=sealed)
    async with database.begin() as uow:
        await uow.session.execute(changed)


async def queue_to_other(post: Post, text: str) -> None:
    now = post.clock.now()
    async with post.database.begin() as uow:
        practice = await uow.practices.get(post.practice_id)
        patient = await a_patient(uow, practice=practice, contact=OTHER)
        conversation = await a_conversation(uow, patient=patient)
        message = await a_message(
            uow,
            conversation=conversation,
            direction="out",
            author="bot",
            kind="crisis",
            text=text,
            provider="twilio",
            at=now,
        )
        await an_outbox_row(
            uow, message=message, not_before=now, expires_at=now + timedelta(hours=24)
        )


async def test_it_keeps_nobody_elses_texts(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    broken = await post.queue("sealed with a secret that is gone")
    await put_seal(post.database, broken, b"damaged " + new_id().encode())
    await post.queue("said to the same person later", not_before=post.clock.now() + timedelta(1e-4))
    await queue_to_other(post, "If life is in danger call 999")

    with caplog.at_level(logging.ERROR):
        worker = post.worker()
        for _ in range(40):
            await worker.run_once()
            post.clock.advance(timedelta(minutes=5))

    assert post.standin.to(OTHER) == ["If life is in danger call 999"]
    assert post.texts == ["said to the same person later"]
    told = [record.message for record in caplog.records if "cannot be opened" in record.message]
    assert len(told) == 1


async def test_it_leaves_when_it_can_be_opened_again(post: Post) -> None:
    broken = await post.queue("Hello Jean")
    sealed = await seal_of(post, broken)
    await put_seal(post.database, broken, b"damaged")
    await post.send()
    assert post.texts == []

    await put_seal(post.database, broken, sealed)
    post.clock.advance(timedelta(hours=1))
    await post.send()

    assert post.texts == ["Hello Jean"]
