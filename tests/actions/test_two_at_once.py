"""Two people at once: one room, one link worker, one half hour."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from actions.basis.errors import ActionError, RoomTaken, TimeTaken
from actions.basis.work import Work
from actions.booking.book import book
from actions.booking.move import move
from storage.database import Database
from storage.models import Room
from tests import builders
from tests.builders import NOW

AT_TEN = NOW + timedelta(days=1)


class Surgery:
    """A practice with one room, two link workers and two people."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def open(self) -> None:
        async with self.database.begin() as uow:
            self.practice = await builders.a_practice(uow)
            self.workers = [
                (await builders.a_staff_member(uow, practice=self.practice)).id for _ in range(2)
            ]
            self.referrals = []
            for _ in range(2):
                patient = await builders.a_patient(uow, practice=self.practice)
                thread = await builders.a_conversation(uow, patient=patient)
                self.referrals.append((await builders.a_referral(uow, conversation=thread)).id)
            self.room = uow.rooms.add(Room(practice_id=self.practice.id, name="Room 4")).id

    async def book(self, who: int, worker: int, **more: Any) -> str:
        """The appointment's id, or the code of what was wrong."""
        given = {"starts_at": AT_TEN, "mode": "in_person", **more}
        try:
            async with self.database.begin() as uow:
                made = await book(
                    await self._work(uow), self.referrals[who], self.workers[worker], **given
                )
                return made.id
        except ActionError as error:
            return error.code

    async def move(self, appointment_id: str, **more: Any) -> None:
        async with self.database.begin() as uow:
            await move(await self._work(uow), appointment_id, AT_TEN, **more)

    async def _work(self, uow: Any) -> Work:
        practice = await uow.practices.get(self.practice.id)
        return Work(uow=uow, now=NOW, practice=practice, actor="system")


@pytest.fixture
async def surgery(database: Database) -> Surgery:
    made = Surgery(database)
    await made.open()
    return made


async def test_of_two_who_want_one_room_at_once_one_gets_it(surgery: Surgery) -> None:
    said = await asyncio.gather(surgery.book(0, 0), surgery.book(1, 1))

    assert sorted(len(one) == 32 for one in said) == [False, True]
    assert TimeTaken.code in said


async def test_visits_that_overlap_without_starting_together_are_refused_at_once(
    surgery: Surgery,
) -> None:
    later = AT_TEN + timedelta(minutes=15)
    said = await asyncio.gather(
        surgery.book(0, 0, mode="phone"), surgery.book(1, 0, mode="phone", starts_at=later)
    )

    assert sorted(len(one) == 32 for one in said) == [False, True]
    assert TimeTaken.code in said


async def test_a_named_room_that_is_taken_is_said_to_be(surgery: Surgery) -> None:
    assert len(await surgery.book(0, 0, room_id=surgery.room)) == 32

    assert await surgery.book(1, 1, room_id=surgery.room) == RoomTaken.code
    assert len(await surgery.book(1, 1, mode="phone")) == 32


async def test_a_visit_keeps_its_room_when_it_moves_within_its_own_time(surgery: Surgery) -> None:
    made = await surgery.book(0, 0, starts_at=AT_TEN + timedelta(minutes=15))

    await surgery.move(made)

    async with surgery.database.read() as uow:
        found = await uow.appointments.get(made)
    assert found is not None
    assert (found.starts_at, found.room_id) == (AT_TEN, surgery.room)


async def test_a_move_that_comes_too_late_leaves_the_visit_as_it_was(surgery: Surgery) -> None:
    made = await surgery.book(0, 0, mode="phone", starts_at=AT_TEN + timedelta(hours=1))
    await surgery.book(1, 0, mode="phone")
    async with surgery.database.read() as uow:
        before = await uow.appointments.get(made)

    async with surgery.database.begin() as uow:
        work = replace(await surgery._work(uow), now=NOW + timedelta(minutes=5))
        with pytest.raises(TimeTaken):  # and the unit goes on: other times are offered
            await move(work, made, AT_TEN, mode="in_person")

    async with surgery.database.read() as uow:
        found = await uow.appointments.get(made)
    assert before is not None
    assert found is not None
    assert (found.mode, found.starts_at) == ("phone", AT_TEN + timedelta(hours=1))
    assert found.updated_at == before.updated_at
