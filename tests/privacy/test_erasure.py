"""Erasing somebody leaves nothing of them: in any table of the schema, nor in the files."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, cast, func, literal, select, text

from actions.basis.audit import record
from actions.basis.errors import Held, NotAllowed
from actions.basis.work import Work
from actions.privacy.erase_patient import erase_patient, erase_person
from actions.privacy.legal_hold import lift_hold, place_hold
from storage.database import Database
from storage.models import Base, Conversation, LegalHold, Patient, Practice, Referral, RiskFlag
from storage.rows import table_of
from storage.types import SealedJson, SealedText
from storage.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import NOW
from tests.support.whole_person import NAME, NUMBER, WORDS, WholePerson, a_whole_person

LATER = NOW + timedelta(days=30)


def desk(uow: UnitOfWork, practice: Practice) -> Work:
    return Work(uow=uow, now=LATER, practice=practice, actor="staff:1")


async def _a_person_seen_and_not_held(database: Database) -> WholePerson:
    async with database.begin() as uow:
        person = await a_whole_person(uow)
        flag, hold = person.rows["risk_flag"], person.rows["legal_hold"]
        assert isinstance(flag, RiskFlag)
        assert isinstance(hold, LegalHold)
        flag.seen_at, hold.lifted_at = NOW, NOW
        record(desk(uow, person.practice), "read", person.referral.id)
    return person


def sealed_columns() -> list[Any]:
    return [
        column
        for mapper in Base.registry.mappers
        for column in table_of(mapper.class_).columns
        if isinstance(column.type, SealedText | SealedJson)
    ]


async def _sealed_values(uow: UnitOfWork) -> set[bytes]:
    """Every sealed value of the database, as it lies there."""
    found: set[bytes] = set()
    for column in sealed_columns():
        raw = cast(column, LargeBinary)
        found |= {bytes(one) for one in await uow.session.scalars(select(raw)) if one is not None}
    return found


async def test_no_table_keeps_a_word_a_name_or_a_number(
    database: Database, subtests: pytest.Subtests
) -> None:
    person = await _a_person_seen_and_not_held(database)
    assert len(sealed_columns()) > 15
    async with database.read() as uow:
        sealed = await _sealed_values(uow)

    async with database.begin() as uow:
        await erase_patient(desk(uow, person.practice), NUMBER)

    async with database.read() as uow:
        for column in sealed_columns():
            with subtests.test(column=str(column)):
                kept = (await uow.session.scalars(select(column))).all()
                for secret in (WORDS, NAME, NUMBER, NUMBER[3:]):
                    assert not [one for one in kept if one is not None and secret in str(one)]
        for mapper in Base.registry.mappers:
            table = str(mapper.local_table)
            rows = (await uow.session.execute(text(f"SELECT * FROM {table}"))).all()
            for secret in (WORDS, NAME, NUMBER, NUMBER[3:]):
                assert secret not in str(rows), table
        assert sealed.isdisjoint(await _sealed_values(uow))
        for fingerprint in database.keyring.fingerprints(NUMBER):
            found = await uow.session.scalar(
                select(func.count()).where(Patient.contact_fingerprint == fingerprint)
            )
            assert found == 0


async def test_what_was_sealed_is_gone_from_the_files_of_sqlite_too(
    sqlite_database: Database,
) -> None:
    """The words were never readable there: so what is looked for is their sealed form."""
    person = await _a_person_seen_and_not_held(sqlite_database)
    async with sqlite_database.read() as uow:
        sealed = await _sealed_values(uow)
    assert len(sealed) > 15
    path = Path(str(sqlite_database.engine.url.database))
    assert all(one in _files(path) for one in sealed)

    async with sqlite_database.begin() as uow:
        await erase_patient(desk(uow, person.practice), NUMBER)
    await sqlite_database.forget_traces()

    assert not [one for one in sealed if one in _files(path)]
    for secret in (WORDS, NAME, NUMBER, NUMBER[3:]):
        assert secret.encode() not in _files(path)


def _files(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


async def test_a_hold_keeps_everything_and_says_until_when(database: Database) -> None:
    person = await _a_person_seen_and_not_held(database)
    async with database.begin() as uow:
        hold = await place_hold(
            desk(uow, person.practice), person.patient.id, "a claim", last_day=date(2027, 3, 4)
        )

    with pytest.raises(Held, match=r"placed on 23 December 2026 and in force until the end of 4 M"):
        async with database.begin() as uow:
            await erase_patient(desk(uow, person.practice), NUMBER)

    async with database.begin() as uow:
        assert await uow.patients.by_contact(person.practice.id, NUMBER) is not None
        await lift_hold(desk(uow, person.practice), hold.id)
    async with database.begin() as uow:
        await erase_patient(desk(uow, person.practice), NUMBER)
        assert await uow.patients.by_contact(person.practice.id, NUMBER) is None
        trail = await uow.audit.of_subject("patient", person.patient.id)
    assert [one.action for one in trail] == ["erased", "hold_lifted", "hold_placed"]


async def test_danger_that_nobody_has_seen_is_not_erased(database: Database) -> None:
    async with database.begin() as uow:
        conversation = await builders.a_conversation(uow)
        referral = await builders.a_referral(uow, conversation=conversation)
        message = await builders.a_message(uow, conversation=conversation)
        await builders.a_risk_flag(uow, referral=referral, message=message)
        patient = await uow.patients.get(conversation.patient_id)
        assert patient is not None
        practice = await uow.practices.get(patient.practice_id)
        assert practice is not None

    with pytest.raises(NotAllowed, match="Nobody has looked yet"):
        async with database.begin() as uow:
            await erase_patient(desk(uow, practice), str(patient.contact))


async def test_an_erased_persons_end_is_kept_as_the_moment_it_was(database: Database) -> None:
    """SQLite once kept it without its zone, and read it as the server's local time."""
    person = await _a_person_seen_and_not_held(database)
    async with database.begin() as uow:
        await erase_patient(desk(uow, person.practice), NUMBER)

    async with database.read() as uow:
        ended = await uow.session.scalar(select(Conversation.ended_at))
        closed = await uow.session.scalar(select(Referral.closed_at))
        if database.is_sqlite:
            kept = await uow.session.scalar(text("SELECT ended_at FROM conversation"))
            assert str(kept).endswith("+00:00")
    assert (ended, closed) == (LATER, LATER)


async def test_a_bare_time_in_a_statement_comes_back_as_the_same_moment(
    database: Database,
) -> None:
    async with database.read() as uow:
        found = await uow.session.scalar(select(func.coalesce(None, literal(LATER))))
    assert isinstance(found, datetime)
    assert found == LATER
    assert found.astimezone(UTC) == LATER


async def test_nobody_is_held_who_is_erased_or_being_erased(database: Database) -> None:
    person = await _a_person_seen_and_not_held(database)
    patient_id = person.patient.id

    async def hold() -> None:
        async with database.begin() as uow:
            await place_hold(desk(uow, person.practice), patient_id, "an inquiry")

    async with database.begin() as uow:
        await erase_person(desk(uow, person.practice), patient_id)
        await uow.flush()
        holding = asyncio.create_task(hold())
        await asyncio.wait([holding], timeout=0.2)
    for attempt in (holding, hold()):
        with pytest.raises(NotAllowed, match="erased before"):
            await attempt
