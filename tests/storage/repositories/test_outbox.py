from __future__ import annotations

import asyncio
from datetime import timedelta

from storage.database import Database
from tests import builders
from tests.builders import NOW
from tests.support.claiming import claim_all


async def test_two_workers_never_claim_the_same_row(database: Database) -> None:
    async with database.begin() as uow:
        ids = {(await builders.an_outbox_row(uow)).message_id for _ in range(12)}

    async def claim(worker: str) -> list[str]:
        async with database.begin() as uow:
            rows = await claim_all(uow, NOW, 5, 60, worker)
            return [row.message_id for row in rows]

    claimed = await asyncio.gather(*(claim(f"worker {number}") for number in range(4)))

    all_claimed = [message_id for rows in claimed for message_id in rows]
    assert len(all_claimed) == len(set(all_claimed)) == 12
    assert set(all_claimed) == ids


async def test_a_lease_that_ran_out_can_be_claimed_again_and_counts_attempts(
    database: Database,
) -> None:
    async with database.begin() as uow:
        row = await builders.an_outbox_row(uow)

    async def claim(seconds: int) -> list[tuple[str | None, int]]:
        async with database.begin() as uow:
            rows = await claim_all(uow, NOW + timedelta(seconds=seconds), 5, 60, f"at {seconds}")
            return [(one.lease_by, one.attempts) for one in rows]

    assert await claim(0) == [("at 0", 1)]
    assert await claim(59) == []
    assert await claim(60) == [("at 60", 2)]
    async with database.begin() as uow:
        await uow.outbox.release(row.message_id, NOW + timedelta(seconds=100))
    assert await claim(99) == []
    assert await claim(100) == [("at 100", 3)]
    async with database.begin() as uow:
        await uow.outbox.remove(row.message_id)
    assert await claim(999) == []


async def test_what_a_worker_has_in_hand_is_left_to_it_though_the_lease_ran_out(
    database: Database,
) -> None:
    async with database.begin() as uow:
        held, other = [(await builders.an_outbox_row(uow)).message_id for _ in range(2)]

    async with database.begin() as uow:
        rows = await claim_all(uow, NOW, 9, 60, "a", besides={held})
        assert [row.message_id for row in rows] == [other]
        row = await uow.outbox.get(held)
        assert row is not None
        assert (row.lease_by, row.attempts) == (None, 0)


async def test_texts_of_one_patient_leave_one_after_the_other(database: Database) -> None:
    async with database.begin() as uow:
        conversation = await builders.a_conversation(uow)
        first, second = [
            await builders.a_message(uow, conversation=conversation, direction="out")
            for _ in range(2)
        ]
        for message in (second, first):
            await builders.an_outbox_row(uow, message=message)

    async with database.begin() as uow:
        assert [row.message_id for row in await claim_all(uow, NOW, 9, 60, "a")] == [first.id]
    async with database.begin() as uow:
        assert await claim_all(uow, NOW, 9, 60, "b") == []
        await uow.outbox.remove(first.id)
    async with database.begin() as uow:
        assert [row.message_id for row in await claim_all(uow, NOW, 9, 60, "b")] == [second.id]


async def test_a_crisis_reply_waits_behind_nothing(database: Database) -> None:
    async with database.begin() as uow:
        conversation = await builders.a_conversation(uow)
        await builders.an_outbox_row(uow)
        for kind in ("reply", "crisis"):
            message = await builders.a_message(
                uow, conversation=conversation, direction="out", kind=kind
            )
            await builders.an_outbox_row(uow, message=message)

    async with database.begin() as uow:
        claimed = await claim_all(uow, NOW, 9, 60, "a")

    assert [row.kind for row in claimed] == ["crisis", "reply", "reply"]


async def test_a_letter_brings_message_and_patient(database: Database) -> None:
    async with database.begin() as uow:
        row = await builders.an_outbox_row(uow)

    async with database.read() as uow:
        letter = await uow.outbox.letter(row.message_id)

    assert letter is not None
    assert letter.message.id == row.message_id
    assert letter.patient.id == letter.message.patient_id


async def test_an_envelope_says_where_a_claimed_text_goes_in_the_order_of_claiming(
    database: Database,
) -> None:
    async with database.begin() as uow:
        reply, crisis = await builders.a_message(uow), await builders.a_message(uow, kind="crisis")
        for message in (reply, crisis):
            await builders.an_outbox_row(uow, message=message, kind=message.kind)

    async with database.begin() as uow:
        claimed = await claim_all(uow, NOW, 5, 60, "a")
        envelopes = await uow.outbox.envelopes(claimed)

    assert [(one.message_id, one.conversation_id) for one in envelopes] == [
        (crisis.id, crisis.conversation_id),
        (reply.id, reply.conversation_id),
    ]
