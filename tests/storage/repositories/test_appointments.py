from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from storage.database import Database
from storage.errors import TimeTaken
from storage.models import Appointment, Patient, Staff
from tests import builders
from tests.builders import NOW

AT_TEN = NOW + timedelta(days=1)


def _appointment(patient: Patient, worker: Staff, starts_at: datetime = AT_TEN) -> Appointment:
    return Appointment(
        practice_id=patient.practice_id,
        patient_id=patient.id,
        link_worker_id=worker.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        mode="phone",
        status="held",
        created_at=NOW,
        updated_at=NOW,
    )


async def test_of_many_who_choose_one_time_one_gets_it(database: Database) -> None:
    async with database.begin() as uow:
        morag = await builders.a_staff_member(uow)
        patients = [await builders.a_patient(uow) for _ in range(6)]

    async def book(patient: Patient) -> bool:
        try:
            async with database.begin() as uow:
                await uow.appointments.book(_appointment(patient, morag))
        except TimeTaken:
            return False
        return True

    got_it = await asyncio.gather(*(book(patient) for patient in patients))

    assert sorted(got_it) == [False] * 5 + [True]


async def test_after_a_taken_time_the_unit_goes_on(database: Database) -> None:
    async with database.begin() as uow:
        morag = await builders.a_staff_member(uow)
        jean, shuggie = await builders.a_patient(uow), await builders.a_patient(uow)
        await uow.appointments.book(_appointment(jean, morag))

    async with database.begin() as uow:
        patient = await uow.patients.get(shuggie.id)
        assert patient is not None
        patient.language = "gd"
        with pytest.raises(TimeTaken):
            await uow.appointments.book(_appointment(patient, morag))
        assert patient.language == "gd"
        later = _appointment(patient, morag, AT_TEN + timedelta(hours=1))
        await uow.appointments.book(later)

    async with database.read() as uow:
        (kept,) = await uow.appointments.live_for_patient(shuggie.id)
        found = await uow.patients.get(shuggie.id)
    assert kept.id == later.id
    assert found is not None
    assert found.language == "gd"


async def test_a_cancelled_time_is_free_again(database: Database) -> None:
    async with database.begin() as uow:
        morag = await builders.a_staff_member(uow)
        jean, shuggie = await builders.a_patient(uow), await builders.a_patient(uow)
        first = await uow.appointments.book(_appointment(jean, morag))
        first.status = "cancelled"
        await uow.appointments.book(_appointment(shuggie, morag))

        assert await uow.appointments.next_for_patient(jean.id, NOW) is None
        assert await uow.appointments.next_for_patient(shuggie.id, NOW) is not None


async def test_moving_makes_a_new_version_and_never_takes_a_taken_time(
    database: Database,
) -> None:
    noon = AT_TEN + timedelta(hours=2)
    async with database.begin() as uow:
        morag = await builders.a_staff_member(uow)
        jean, shuggie = await builders.a_patient(uow), await builders.a_patient(uow)
        first = await uow.appointments.book(_appointment(jean, morag))
        second = await uow.appointments.book(_appointment(shuggie, morag, noon))

    async with database.begin() as uow:
        mine = await uow.appointments.get(first.id)
        assert mine is not None
        with pytest.raises(TimeTaken):
            await uow.appointments.move(mine, starts_at=noon, ends_at=noon)
        assert (mine.starts_at, mine.version) == (AT_TEN, 1)
        later = noon + timedelta(hours=1)
        await uow.appointments.move(mine, starts_at=later, ends_at=later)

    async with database.read() as uow:
        found = await uow.appointments.get(first.id)
        other = await uow.appointments.get(second.id)
    assert found is not None
    assert other is not None
    assert (found.starts_at, found.version) == (later, 2)
    assert (other.starts_at, other.version) == (noon, 1)


async def test_busy_sees_what_touches_the_stretch(database: Database) -> None:
    async with database.begin() as uow:
        morag = await builders.a_staff_member(uow)
        jean = await builders.a_patient(uow)
        hours = [
            await uow.appointments.book(_appointment(jean, morag, AT_TEN + timedelta(hours=hour)))
            for hour in range(4)
        ]
        hours[2].status = "attended"

    since, until = AT_TEN + timedelta(minutes=20), AT_TEN + timedelta(hours=3)
    async with database.read() as uow:
        busy = await uow.availability.busy([morag.id], since, until)

    assert sorted(busy) == [(morag.id, one.starts_at, one.ends_at) for one in hours[:2]]
