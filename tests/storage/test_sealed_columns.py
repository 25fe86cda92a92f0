from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database
from storage.errors import SealBroken
from storage.keyring import Keyring
from storage.models import Message, Patient
from storage.private import PatientText, PersonName, PhoneNumber
from tests import builders
from tests.support.sealed_story import NAME, WORDS, a_sealed_story

NUMBER = "+447700900461"


async def _store_a_story(database: Database) -> tuple[Patient, Message]:
    async with database.begin() as uow:
        return await a_sealed_story(uow, contact=NUMBER)


async def test_what_comes_back_is_private_by_type(database: Database) -> None:
    patient, message = await _store_a_story(database)

    async with database.read() as uow:
        found = await uow.patients.get(patient.id)
        said = await uow.messages.get(message.id)

    assert found is not None
    assert said is not None
    assert (found.contact, found.name, said.text) == (NUMBER, NAME, WORDS)
    assert (type(found.contact), type(found.name)) == (PhoneNumber, PersonName)
    assert type(said.text) is PatientText


async def test_nothing_about_a_patient_is_readable_in_the_files(
    sqlite_database: Database,
) -> None:
    await _store_a_story(sqlite_database)
    path = Path(str(sqlite_database.engine.url.database))

    written = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))

    assert b"Dalwhinnie" in written  # the practice's name is no secret: the search works
    for secret in (NUMBER, NUMBER[3:], NAME, "McGlumpher", "leccy", "1951-02-14"):
        assert secret.encode() not in written


async def test_a_value_changed_in_the_database_is_refused(database: Database) -> None:
    patient, _ = await _store_a_story(database)
    async with database.begin() as uow:
        await uow.session.execute(
            text(
                "UPDATE patient SET name = contact_fingerprint::bytea"
                if not database.is_sqlite
                else "UPDATE patient SET name = x'0102030405060708'"
            )
        )

    with pytest.raises(SealBroken):
        async with database.read() as uow:
            await uow.patients.get(patient.id)


async def test_an_error_of_the_database_does_not_quote_what_was_stored(
    database: Database,
) -> None:
    with pytest.raises(SQLAlchemyError) as caught:
        async with database.begin() as uow:
            patient = await builders.a_patient(uow, contact=NUMBER)
            practice = await uow.practices.get(patient.practice_id)
            await builders.a_patient(
                uow, practice=practice, contact=NUMBER, unreachable_reason=WORDS
            )

    assert WORDS not in str(caught.value)
    assert "leccy" not in repr(caught.value)


async def test_rotated_secrets_read_old_rows_and_find_old_patients(
    database_url: str, keyring: Keyring
) -> None:
    first = Database.open(database_url, keyring)
    patient, _ = await _store_a_story(first)
    await first.close()

    second = Database.open(database_url, Keyring.from_secret("newer,a secret for tests only"))
    async with second.begin() as uow:
        found = await uow.patients.get_or_create(
            practice_id=patient.practice_id, channel="sms", contact=NUMBER, now=builders.NOW
        )
    await second.close()

    assert (found.id, found.name) == (patient.id, NAME)
    assert found.contact_fingerprint != patient.contact_fingerprint
