"""A visit that the practice moved is not confirmed until the person says yes to the new time."""

from __future__ import annotations

from datetime import timedelta

from actions.basis.work import Work
from actions.booking.move import move
from actions.booking.set_status import set_status
from storage.models import Appointment
from tests.turn.conftest import Person


async def the_visit(person: Person) -> Appointment:
    async with person.made.parts.db.read() as uow:
        (visit,) = await uow.appointments.live_for_patient((await person.patient()).id)
    return visit


async def test_a_yes_is_said_to_one_time_alone(jean: Person) -> None:
    await jean.refers()
    visit = await the_visit(jean)
    async with jean.made.parts.db.begin() as uow:
        practice = await uow.practices.get(jean.made.practice.id)
        assert practice is not None
        work = Work(uow=uow, now=jean.made.clock.now(), practice=practice, actor="system")
        await set_status(work, visit.id, "confirmed")
        await move(work, visit.id, visit.starts_at + timedelta(days=7))

    assert (await the_visit(jean)).status == "booked"
    assert any("suit" in text for text in await jean.waits(hours=1))
    await jean.says("1")
    assert (await the_visit(jean)).status == "confirmed"
