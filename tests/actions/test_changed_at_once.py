"""A visit is changed by two at once, on one PostgreSQL: the later sees what the first has done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

import pytest

from actions.basis.errors import ActionError
from actions.basis.work import Work
from actions.booking.book import book
from actions.booking.cancel import cancel
from actions.booking.move import move
from actions.practice.set_reminders import set_reminders
from storage.database import Database
from storage.keyring import Keyring
from storage.models import Appointment, ReminderSettings, Timer
from tests import builders
from tests.builders import NOW
from tests.support.databases import somebody_waits

IN_A_WEEK, LATER = NOW + timedelta(days=7), NOW + timedelta(days=9)
Change: TypeAlias = Callable[[Work], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One that is booked, of somebody with a conversation."""

    database: Database
    practice_id: str
    id: str

    async def changed_by(self, change: Change) -> str:
        """What came of it: done, or the code of what was wrong."""
        async with self.database.begin() as uow:
            return await self._in(uow, change)

    async def _in(self, uow: object, change: Change) -> str:
        practice = await uow.practices.get(self.practice_id)  # type: ignore[attr-defined]
        try:
            await change(Work(uow=uow, now=NOW, practice=practice, actor="system"))  # type: ignore[arg-type]
        except ActionError as error:
            return error.code
        return "done"

    async def changed_by_both(self, first: Change, second: Change) -> str:
        """`second` begins while what `first` did is not kept yet; what came of it."""
        async with self.database.begin() as uow:
            await self._in(uow, first)
            await uow.flush()
            other = asyncio.create_task(self.changed_by(second))
            await somebody_waits(self.database)
        return await other

    async def now(self) -> Appointment:
        async with self.database.read() as uow:
            found = await uow.appointments.get(self.id)
        assert found is not None
        return found

    async def reminders(self) -> list[Timer]:
        async with self.database.read() as uow:
            planned = await uow.timers.of_owner("appointment", self.id)
        return [timer for timer in planned if timer.status == "waiting"]


@pytest.fixture
async def visit(postgres_url: str, keyring: Keyring) -> AsyncIterator[Visit]:
    database = Database.open(postgres_url, keyring)
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        worker = await builders.a_staff_member(uow, practice=practice)
        patient = await builders.a_patient(uow, practice=practice)
        thread = await builders.a_conversation(uow, patient=patient)
        referral = await builders.a_referral(uow, conversation=thread)
        made = await builders.an_appointment(
            uow, link_worker=worker, patient=patient, referral=referral, starts_at=IN_A_WEEK
        )
    yield Visit(database=database, practice_id=practice.id, id=made.id)
    await database.close()


def moves(visit: Visit) -> Change:
    return lambda work: move(work, visit.id, LATER)


def books(visit: Visit) -> Change:
    async def change(work: Work) -> None:
        was = await work.uow.appointments.get(visit.id)
        assert was is not None
        await book(work, was.referral_id or "", was.link_worker_id, LATER, "phone")

    return change


def calls_off(visit: Visit) -> Change:
    return lambda work: cancel(work, visit.id, tell_patient=False)


def chooses_reminders(*before: str) -> Change:
    return lambda work: set_reminders(work, ReminderSettings(before=before))


async def test_what_was_called_off_meanwhile_is_not_moved(visit: Visit) -> None:
    assert await visit.changed_by_both(calls_off(visit), moves(visit)) == "not_allowed"
    found = await visit.now()
    assert (found.status, found.starts_at) == ("cancelled", IN_A_WEEK)


async def test_what_was_moved_while_reminders_were_chosen_is_reminded_of(visit: Visit) -> None:
    chosen = ("2d", "1d")
    assert await visit.changed_by_both(moves(visit), chooses_reminders(*chosen)) == "done"
    await _is_reminded_of(visit, chosen)


async def test_what_is_moved_while_reminders_are_chosen_is_reminded_of(visit: Visit) -> None:
    assert await visit.changed_by_both(chooses_reminders("2d", "1d"), moves(visit)) == "done"
    await _is_reminded_of(visit, ("2d", "1d"))


async def test_what_is_booked_while_reminders_are_chosen_is_reminded_of(visit: Visit) -> None:
    assert await visit.changed_by(calls_off(visit)) == "done"
    booked = books(visit)
    assert await visit.changed_by_both(chooses_reminders("2d", "1d"), booked) == "done"
    assert await _keys_of_all(visit) == {"2d", "1d"}


async def test_what_was_booked_while_reminders_were_chosen_is_reminded_of(visit: Visit) -> None:
    assert await visit.changed_by(calls_off(visit)) == "done"
    booked = books(visit)
    assert await visit.changed_by_both(booked, chooses_reminders("2d", "1d")) == "done"
    assert await _keys_of_all(visit) == {"2d", "1d"}


async def _keys_of_all(visit: Visit) -> set[str]:
    """Which reminders wait, of whatever visit of this person."""
    was = await visit.now()
    assert was.patient_id is not None
    async with visit.database.read() as uow:
        waiting = await uow.timers.waiting_for_patient(was.patient_id)
    return {timer.key for timer in waiting if timer.kind == "reminder"}


async def _is_reminded_of(visit: Visit, chosen: tuple[str, ...]) -> None:
    """At its new time, as it is now, by each reminder that was chosen."""
    found, planned = await visit.now(), await visit.reminders()
    assert found.starts_at == LATER
    assert {timer.owner_version for timer in planned} == {found.version}
    days = {f"{(LATER - timer.due_at).days}d" for timer in planned}
    assert days == {timer.key for timer in planned} == set(chosen)
