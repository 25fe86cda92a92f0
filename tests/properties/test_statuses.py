"""Every step from one status of a text to another: forward is taken, backward is not."""

from __future__ import annotations

from itertools import product
from typing import get_args

from storage.database import Database
from storage.models.message import MessageStatus
from tests.builders import NOW, a_conversation, a_message, a_patient, a_practice
from tests.properties.outbox_world import ORDER

STATUSES: tuple[MessageStatus, ...] = get_args(MessageStatus)


async def test_a_text_takes_every_step_forward_and_none_back(database: Database) -> None:
    assert set(ORDER) == set(STATUSES) - {"received"}, "a status whose place nobody has said"
    async with database.begin() as uow:
        patient = await a_patient(uow, practice=await a_practice(uow))
        conversation = await a_conversation(uow, patient=patient)
        for before, after in product(STATUSES, STATUSES):
            message = await a_message(
                uow, conversation=conversation, direction="out", author="bot", status=before
            )
            await uow.flush()
            moved = await uow.messages.move_status(message.id, after, None, NOW)
            found = await uow.messages.lock(message.id)
            assert found is not None
            is_forward = after in ORDER.get(before, set())
            assert (moved, found.status) == (is_forward, after if is_forward else before), (
                f"from {before} to {after}"
            )
