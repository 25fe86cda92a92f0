"""STOP holds after a person's record was erased, though nobody knows their number any more."""

from __future__ import annotations

from datetime import timedelta

from actions.imports.import_appointments import ImportedVisit, import_appointments
from storage.database import Database
from storage.keyring import Keyring
from storage.models import OptOut, Practice, Staff
from storage.private import PhoneNumber
from storage.rekey import rekey
from tests import builders
from tests.builders import NOW
from tests.privacy.test_erasure import desk
from tests.support.databases import SECRET

NUMBER = PhoneNumber("+447700900431")


async def erased_after_stop(database: Database) -> tuple[Practice, Staff]:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        worker = await builders.a_staff_member(uow, practice=practice, email="morag@near.example")
        patient = await builders.a_patient(uow, practice=practice, contact=NUMBER)
        uow.opt_outs.add(
            OptOut(practice_id=practice.id, patient_id=patient.id, source="word", at=NOW)
        )
        await uow.flush()
        await uow.patients.erase(patient.id, NOW)
    return practice, worker


async def test_a_visit_brought_for_that_number_texts_nobody(database: Database) -> None:
    practice, worker = await erased_after_stop(database)
    visit = ImportedVisit(
        row=1,
        starts_at=NOW + timedelta(days=3),
        ends_at=NOW + timedelta(days=3, minutes=30),
        link_worker_id=worker.id,
        mode="phone",
        phone=NUMBER,
    )
    async with database.begin() as uow:
        assert await uow.patients.by_contact(practice.id, NUMBER) is None
        known = await uow.practices.by_code(practice.code)
        assert known is not None
        (made,) = (await import_appointments(desk(uow, known), [visit])).made
    async with database.read() as uow:
        assert await uow.opt_outs.is_out(made.patient_id)


async def test_nothing_of_it_is_kept_twice_and_others_are_untouched(database: Database) -> None:
    practice, _ = await erased_after_stop(database)
    async with database.begin() as uow:
        other = await builders.a_practice(uow, code="other", phone="+447700900002")
        assert not await uow.patients.forget_stop(practice.id, "+447700900432")
        assert not await uow.patients.forget_stop(other.id, NUMBER)
        assert await uow.patients.forget_stop(practice.id, NUMBER)
        assert not await uow.patients.forget_stop(practice.id, NUMBER)


async def test_a_new_secret_leaves_it_while_the_old_one_is_there(
    database: Database, database_url: str
) -> None:
    practice, _ = await erased_after_stop(database)
    renewed = Database.open(database_url, Keyring.from_secret(f"a newer secret,{SECRET}"))
    await rekey(renewed)
    async with renewed.begin() as uow:
        assert await uow.patients.forget_stop(practice.id, NUMBER)
    await renewed.close()
