"""Two of the waiting list at once on one PostgreSQL: each is done, and no time is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from actions.basis.work import Work
from actions.booking.book import book
from actions.booking.cancel import cancel
from actions.waiting_list.leave_waiting_list import leave_list
from actions.waiting_list.offer_freed_time import pass_on
from storage.database import Database
from storage.keyring import Keyring
from storage.models import Appointment, WaitingPlace
from tests import builders
from tests.builders import NOW

TIMES = 8
"""Of two that begin together nearly each once met the other half-way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A link worker with a visit, and two who wait for a time."""

    database: Database
    practice_id: str
    worker_id: str
    visit_id: str
    referral_ids: tuple[str, str]
    place_ids: tuple[str, str]

    async def does(self, what: Callable[[Work], Awaitable[object]]) -> None:
        async with self.database.begin() as uow:
            practice = await uow.practices.get(self.practice_id)
            assert practice is not None
            await what(Work(uow=uow, now=NOW, practice=practice, actor="system"))


async def a_town(database: Database) -> Town:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        worker = await builders.a_staff_member(uow, practice=practice)
        for weekday in range(7):
            await builders.an_availability(
                uow, practice=practice, link_worker=worker, weekday=weekday
            )
        patient = await builders.a_patient(uow, practice=practice)
        conversation = await builders.a_conversation(uow, patient=patient)
        referral = await builders.a_referral(uow, conversation=conversation)
        visit = await builders.an_appointment(
            uow,
            link_worker=worker,
            patient=patient,
            referral=referral,
            starts_at=NOW + timedelta(days=2),
        )
        referrals, places = [], []
        for minutes in (1, 2):
            patient = await builders.a_patient(uow, practice=practice)
            conversation = await builders.a_conversation(uow, patient=patient)
            referral = await builders.a_referral(uow, conversation=conversation)
            place = uow.waiting_places.add(
                WaitingPlace(
                    practice_id=practice.id,
                    patient_id=patient.id,
                    referral_id=referral.id,
                    modes=["phone", "in_person"],
                    joined_at=NOW + timedelta(minutes=minutes),
                )
            )
            referrals.append(referral.id)
            places.append(place.id)
        return Town(
            database=database,
            practice_id=practice.id,
            worker_id=worker.id,
            visit_id=visit.id,
            referral_ids=(referrals[0], referrals[1]),
            place_ids=(places[0], places[1]),
        )


@pytest.fixture
async def replicas(postgres_url: str, keyring: Keyring) -> AsyncIterator[Database]:
    opened = Database.open(postgres_url, keyring)
    yield opened
    await opened.close()


async def test_who_waits_books_while_another_visit_is_called_off(replicas: Database) -> None:
    for _ in range(TIMES):
        town = await a_town(replicas)

        async def calls_off(work: Work, town: Town = town) -> None:
            await cancel(work, town.visit_id, tell_patient=False)

        async def books(work: Work, town: Town = town) -> None:
            at = NOW + timedelta(days=3)
            referral_id = town.referral_ids[1]
            await book(work, referral_id, town.worker_id, at, "phone", source="patient")

        async with asyncio.timeout(20):
            await asyncio.gather(town.does(calls_off), town.does(books))


async def test_a_time_passed_on_to_somebody_who_leaves_in_that_moment_is_held_for_nobody(
    replicas: Database,
) -> None:
    town = await a_town(replicas)
    hold_id = await _offered_to_first(town)

    async def leaves(work: Work) -> None:
        referral = await work.uow.referrals.get(town.referral_ids[1])
        assert referral is not None
        await work.uow.patients.lock(referral.patient_id)
        await leave_list(work, referral, "left")
        async with asyncio.timeout(20):
            await town.does(_passes_on(town))  # before the other is done

    await town.does(leaves)

    async with replicas.read() as uow:
        hold = await uow.appointments.get(hold_id)
        place = await uow.waiting_places.get(town.place_ids[1])
    assert hold is not None
    assert place is not None
    assert (hold.status, place.status, place.offered_appointment_id) == ("cancelled", "left", None)


async def test_who_leaves_while_a_time_is_passed_on_to_them_passes_it_on(
    replicas: Database,
) -> None:
    town = await a_town(replicas)
    hold_id = await _offered_to_first(town)

    async def leaves(work: Work) -> None:
        referral = await work.uow.referrals.get(town.referral_ids[1])
        place = await work.uow.waiting_places.of_referral(town.referral_ids[1])
        assert referral is not None
        assert place is not None
        assert place.status == "waiting"
        await town.does(_passes_on(town))  # after it was read
        await leave_list(work, referral, "left")

    await town.does(leaves)

    async with replicas.read() as uow:
        hold = await uow.appointments.get(hold_id)
    assert hold is not None
    assert hold.status == "cancelled"


def _passes_on(town: Town) -> Callable[[Work], Awaitable[None]]:
    """The first on the list lets the time go that was offered to them."""

    async def passes(work: Work) -> None:
        place = await work.uow.waiting_places.get(town.place_ids[0])
        assert place is not None
        await pass_on(work, place)

    return passes


async def _offered_to_first(town: Town) -> str:
    async with town.database.begin() as uow:
        hold = uow.appointments.add(
            Appointment(
                practice_id=town.practice_id,
                link_worker_id=town.worker_id,
                starts_at=NOW + timedelta(days=4),
                ends_at=NOW + timedelta(days=4, minutes=30),
                mode="phone",
                status="held",
                created_at=NOW,
                updated_at=NOW,
            )
        )
        await uow.flush()
        place = await uow.waiting_places.get(town.place_ids[0])
        assert place is not None
        place.status, place.version, place.offered_appointment_id = "offered", 2, hold.id
        return hold.id
