from __future__ import annotations

import asyncio
from datetime import timedelta

from storage.database import Database
from storage.keyring import Keyring
from storage.private import PhoneNumber
from storage.repositories.callers import Caller
from storage.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import NOW

NUMBER = "+447700900777"


async def calling(uow: UnitOfWork, practice_id: str, contact: str = NUMBER) -> Caller:
    found = await uow.callers.find(practice_id=practice_id, phone=None, contact=contact, now=NOW)
    assert found is not None
    return found


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
        alone = await calling(uow, patient.practice_id)
        old = await builders.a_conversation(uow, patient=patient, is_live=False)
        await builders.a_referral(uow, conversation=old, status="closed")
        live = await builders.a_conversation(uow, patient=patient)
        referral = await builders.a_referral(uow, conversation=live)

    async with database.begin() as uow:
        thread = await uow.conversations.thread(patient.id)
        caller = await calling(uow, patient.practice_id)
        earlier = await uow.conversations.with_patient_and_referral(old.id)

    expected = [patient.id, live.id, referral.id]
    assert alone.patient is not None
    assert (alone.patient.id, alone.conversation, alone.referral) == (patient.id, None, None)
    assert thread is not None
    assert [one.id for one in thread] == expected
    found = [caller.patient, caller.conversation, caller.referral]
    assert [one.id for one in found if one] == expected
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


async def test_a_caller_is_found_by_the_practices_number_with_their_next_appointment(
    database: Database,
) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow, phone="+441414960100")
        patient = await builders.a_patient(uow, practice=practice, contact=NUMBER)
        worker = await builders.a_staff_member(uow, name="Morag Reid")
        for hours, status in ((-2, "booked"), (5, "cancelled"), (30, "confirmed"), (60, "booked")):
            await builders.an_appointment(
                uow,
                patient=patient,
                link_worker=worker,
                starts_at=NOW + timedelta(hours=hours),
                ends_at=NOW + timedelta(hours=hours, minutes=30),
                status=status,
            )

    async with database.begin() as uow:
        found = await uow.callers.find(
            practice_id=None, phone="+441414960100", contact=NUMBER, now=NOW
        )
        nowhere = await uow.callers.find(
            practice_id=None, phone="+441414960199", contact=NUMBER, now=NOW
        )

    assert nowhere is None
    assert found is not None
    assert (found.practice.id, found.is_out, found.worker) == (practice.id, False, "Morag Reid")
    assert found.appointment is not None
    assert found.appointment.starts_at == NOW + timedelta(hours=30)


async def test_a_caller_new_to_the_practice_has_no_patient(database: Database) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        found = await calling(uow, practice.id)
        made = await uow.patients.make(
            practice_id=practice.id, channel="sms", contact=NUMBER, now=NOW
        )
        again = await uow.patients.make(
            practice_id=practice.id, channel="sms", contact=NUMBER, now=NOW
        )
        assert made is not None
        assert (made.contact, made.frozen_at) == (PhoneNumber(NUMBER), None)
        made.language = "pl"

    assert (found.patient, found.conversation, found.referral) == (None, None, None)
    assert again is None
    async with database.read() as uow:
        kept = await uow.patients.get(made.id)
    assert kept is not None
    assert kept.language == "pl"


async def test_a_caller_filed_under_an_older_key_is_found_and_filed_anew(
    database_url: str, keyring: Keyring
) -> None:
    before = Database.open(database_url, keyring)
    async with before.begin() as uow:
        patient = await builders.a_patient(uow, contact=NUMBER)
    await before.close()
    rotated = Keyring.from_secret("a newer secret,a secret for tests only")
    after = Database.open(database_url, rotated)
    async with after.begin() as uow:
        found = await calling(uow, patient.practice_id)
    async with after.read() as uow:
        kept = await uow.patients.get(patient.id)
    await after.close()

    assert found.patient is not None
    assert found.patient.id == patient.id
    assert kept is not None
    assert kept.contact_fingerprint == rotated.fingerprint(NUMBER)
