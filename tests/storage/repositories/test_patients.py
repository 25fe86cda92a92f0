from __future__ import annotations

import asyncio
from datetime import timedelta

from storage.database import Database
from storage.private import PhoneNumber
from tests import builders
from tests.builders import NOW

NUMBER = "+447700900777"


async def test_racing_first_texts_make_one_patient(database: Database) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)

    async def arrive() -> str:
        async with database.begin() as uow:
            patient = await uow.patients.get_or_create(
                practice_id=practice.id, channel="sms", contact=NUMBER, now=NOW
            )
            return patient.id

    assert len(set(await asyncio.gather(*(arrive() for _ in range(6))))) == 1


async def test_one_number_is_another_patient_at_another_practice(database: Database) -> None:
    async with database.begin() as uow:
        here = await builders.a_patient(uow, contact=NUMBER)
        elsewhere = await builders.a_patient(uow, contact=NUMBER)

    async with database.read() as uow:
        found = await uow.patients.by_contact(here.practice_id, NUMBER)
        assert found is not None
        assert (found.id, found.contact) == (here.id, PhoneNumber(NUMBER))
        assert await uow.patients.by_contact(elsewhere.practice_id, "+447700900778") is None


async def test_a_persons_lane_lets_one_unit_in_at_a_time(database: Database) -> None:
    async with database.begin() as uow:
        patient = await builders.a_patient(uow)
    order: list[str] = []

    async def turn(name: str) -> None:
        async with database.begin() as uow:
            await uow.patients.lock(patient.id)
            order.append(f"{name} in")
            await asyncio.sleep(0.02)
            order.append(f"{name} out")

    await asyncio.gather(turn("a"), turn("b"), turn("c"))

    assert [step.split()[1] for step in order] == ["in", "out"] * 3
    assert [order[place].split()[0] == order[place + 1].split()[0] for place in (0, 2, 4)] == [
        True
    ] * 3


async def test_what_a_turn_reads_behind_the_lock_is_what_the_turn_before_wrote(
    database: Database,
) -> None:
    async with database.begin() as uow:
        conversation = await builders.a_conversation(uow)
        await builders.a_referral(uow, conversation=conversation)

    async def turn() -> None:
        async with database.begin() as uow:
            assert await uow.patients.get(conversation.patient_id) is not None
            await uow.patients.lock(conversation.patient_id)
            thread = await uow.conversations.thread(conversation.patient_id)
            assert thread is not None
            seen = thread[1].unread
            await asyncio.sleep(0.005)
            thread[1].unread = seen + 1

    await asyncio.gather(*(turn() for _ in range(5)))

    async with database.read() as uow:
        found = await uow.conversations.get(conversation.id)
    assert found is not None
    assert found.unread == 5


async def test_a_thread_is_patient_conversation_and_referral_together(database: Database) -> None:
    async with database.begin() as uow:
        patient = await builders.a_patient(uow, contact=NUMBER)
        assert await uow.conversations.thread(patient.id) is None
        alone = await uow.conversations.thread_by_contact(patient.practice_id, NUMBER)
        old = await builders.a_conversation(uow, patient=patient, is_live=False)
        await builders.a_referral(uow, conversation=old, status="closed")
        live = await builders.a_conversation(uow, patient=patient)
        referral = await builders.a_referral(uow, conversation=live)

    async with database.read() as uow:
        thread = await uow.conversations.thread(patient.id)
        by_contact = await uow.conversations.thread_by_contact(patient.practice_id, NUMBER)
        earlier = await uow.conversations.with_patient_and_referral(old.id)

    expected = [patient.id, live.id, referral.id]
    assert alone is not None
    assert (alone[0].id, alone[1], alone[2]) == (patient.id, None, None)
    assert thread is not None
    assert [one.id for one in thread] == expected
    assert by_contact is not None
    assert [one.id for one in by_contact if one] == expected
    assert earlier is not None
    assert earlier[1].id == old.id


async def test_a_phones_clock_put_forward_brings_its_timers_and_texts_nearer(
    database: Database,
) -> None:
    tomorrow, delta = NOW + timedelta(days=1), timedelta(hours=20)
    async with database.begin() as uow:
        conversation = await builders.a_conversation(uow)
        patient = await uow.patients.get(conversation.patient_id)
        timer = await builders.a_timer(uow, patient=patient, due_at=tomorrow, expires_at=tomorrow)
        done = await builders.a_timer(uow, patient=patient, due_at=tomorrow, status="done")
        message = await builders.a_message(uow, conversation=conversation, direction="out")
        await builders.an_outbox_row(uow, message=message, not_before=tomorrow)
        other = await builders.a_timer(uow, due_at=tomorrow)

    async with database.begin() as uow:
        await uow.patients.shift_clock(conversation.patient_id, delta)

    async with database.read() as uow:
        found = await uow.patients.get(conversation.patient_id)
        row = await uow.outbox.get(message.id)
        timers = [await uow.timers.get(one.id) for one in (timer, done, other)]
    assert found is not None
    assert row is not None
    assert found.time_shift_seconds == 20 * 3600
    assert row.not_before == tomorrow - delta
    assert [one.due_at for one in timers if one] == [tomorrow - delta, tomorrow, tomorrow]
    assert timers[0] is not None
    assert timers[0].expires_at == tomorrow - delta
