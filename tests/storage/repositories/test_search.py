from __future__ import annotations

import pytest
from sqlalchemy import func, select

from storage.database import Database
from storage.keyring import Keyring
from storage.models import Message, Patient, Practice, SearchWord
from storage.private import PatientText, PersonName
from storage.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import NOW


async def _somebody(uow: UnitOfWork, practice: Practice, words: str, **given: object) -> Patient:
    patient = await builders.a_patient(uow, practice=practice, **given)
    conversation = await builders.a_conversation(uow, patient=patient)
    await builders.a_referral(uow, conversation=conversation)
    await builders.a_message(uow, conversation=conversation, text=PatientText(words))
    return patient


async def _found(uow: UnitOfWork, practice: Practice, query: str) -> int:
    return len(await uow.search.referrals([practice.id], query, limit=10))


async def test_what_the_bot_says_finds_nobody_and_what_staff_write_does(
    database: Database,
) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        patient = await _somebody(uow, practice, "hello")
        conversation = await uow.conversations.live_for(patient.id)
        given = {"conversation": conversation, "direction": "out"}
        await builders.a_message(uow, author="bot", text=PatientText("pick a time"), **given)
        await builders.a_message(uow, author="staff", text=PatientText("bring forms"), **given)

    async with database.read() as uow:
        assert await _found(uow, practice, "pick") == 0
        assert await _found(uow, practice, "forms") == 1


@pytest.mark.parametrize(
    "query", ["Paweł", "pawel", "PAWEL wojcik", "Wójcik", "wolski", "lodz", "Łódź"]
)
async def test_polish_letters_are_found_with_and_without_their_strokes(
    database: Database, query: str
) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        name = PersonName("Paweł Wójcik-Wołski")
        await _somebody(uow, practice, "I came fae Łódź", name=name)

    async with database.read() as uow:
        assert await _found(uow, practice, query) == 1


async def test_an_inbound_text_is_found_once_stored_and_a_repeated_one_adds_nothing(
    database: Database,
) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        patient = await _somebody(uow, practice, "hello")
        conversation = await uow.conversations.live_for(patient.id)
        assert conversation is not None
        for _ in range(2):
            await uow.messages.insert_inbound(_text(conversation.id, patient, "awfy cauld hoose"))

    async with database.read() as uow:
        assert await _found(uow, practice, "cauld") == 1


def _text(conversation_id: str, patient: Patient, words: str) -> Message:
    return Message(
        practice_id=patient.practice_id,
        patient_id=patient.id,
        conversation_id=conversation_id,
        direction="in",
        author="patient",
        text=PatientText(words),
        status="received",
        provider="twilio",
        provider_id="SM1",
        kind="inbound",
        at=NOW,
        updated_at=NOW,
    )


async def test_an_erased_person_is_found_by_nothing_not_even_after_a_rebuild(
    database: Database,
) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        patient = await _somebody(uow, practice, "damp flat", name=PersonName("Rab Nesbitt"))
        await uow.flush()
        await uow.patients.erase(patient.id, NOW)
    async with database.begin() as uow:
        await uow.search.rebuild([patient.id])

    async with database.read() as uow:
        count = select(func.count()).select_from(SearchWord)
        assert await uow.session.scalar(count.where(SearchWord.patient_id == patient.id)) == 0


async def test_a_new_secret_still_finds_old_words_and_a_rebuild_needs_only_the_new(
    database: Database, database_url: str
) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        patient = await _somebody(uow, practice, "damp flat")
    both = Database.open(database_url, Keyring.from_secret("a new one,a secret for tests only"))
    try:
        async with both.read() as uow:
            assert await _found(uow, practice, "damp") == 1
        async with both.begin() as uow:
            await uow.search.rebuild([patient.id])
        async with both.read() as uow:
            assert await _found(uow, practice, "damp") == 1
    finally:
        await both.close()

    async with database.read() as uow:  # whose keyring has the old secret alone
        assert await _found(uow, practice, "damp") == 0


async def test_no_word_stands_in_the_database_as_itself(database: Database) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        await _somebody(uow, practice, "damp", name=PersonName("Rab"))

    async with database.read() as uow:
        rows = (await uow.session.execute(select(SearchWord.word))).scalars().all()
    assert rows
    assert all(isinstance(one, int) and abs(one) > 2**32 for one in rows)


async def test_a_text_without_a_word_to_be_found_by_is_stored_as_any_other(
    database: Database,
) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        patient = await _somebody(uow, practice, "hello")
    async with database.begin() as uow:
        conversation = await uow.conversations.live_for(patient.id)
        await builders.a_message(uow, conversation=conversation, text=PatientText("aye"))

    async with database.read() as uow:
        texts = [str(each.text) for each in await uow.messages.of_patient(patient.id)]
    assert texts == ["hello", "aye"]
