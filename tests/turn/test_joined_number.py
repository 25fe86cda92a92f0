"""Records that staff joined: what is planned comes at one number, the other answers as ever."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from actions.basis.work import SYSTEM, Work
from actions.booking.move import move
from actions.casework.mark_seen import mark_seen
from actions.joining.join_records import join_records
from bot.pretend import Pretend
from storage.models import Staff
from tests import builders as make
from tests.turn.conftest import Person

OTHER_NUMBER = "+447700900155"


async def _joined(blether: Pretend, kept: Person, other: Person) -> Staff:
    """By a link worker who has read both, and has the case."""
    kept_id, other_id = (await kept.patient()).id, (await other.patient()).id
    there, here = await other.referral(), await kept.referral()
    async with blether.parts.db.begin() as uow:
        worker = await make.a_staff_member(uow, practice=blether.practice)
        practice = await uow.practices.get(blether.practice.id)
        assert practice is not None
        work = Work(uow=uow, now=blether.clock.now(), practice=practice, actor=SYSTEM)
        await mark_seen(work, there.id, worker.id)
        row = await uow.referrals.get(here.id)
        assert row is not None
        row.assigned_to = worker.id
        await uow.flush()
        await join_records(work, kept_id, other_id)
    return worker


async def _booked_for_next_week(blether: Pretend, person: Person) -> None:
    """Mon 30 Nov, 10am; they are told of it."""
    patient = await person.patient()
    async with blether.parts.db.begin() as uow:
        practice = await uow.practices.get(blether.practice.id)
        assert practice is not None
        work = Work(uow=uow, now=blether.clock.now(), practice=practice, actor=SYSTEM)
        visit = await uow.appointments.next_for_patient(patient.id, work.now)
        assert visit is not None
        await move(work, visit.id, datetime(2026, 11, 30, 10, tzinfo=UTC))
    await person.reads()


async def test_the_reminder_comes_at_the_number_that_goes_on(
    jean: Person, blether: Pretend
) -> None:
    await jean.refers()
    await _booked_for_next_week(blether, jean)
    now = Person(made=blether, contact=OTHER_NUMBER)
    await now.says("hiya its jean, nae money for food either")
    await _joined(blether, now, jean)
    assert await jean.reads() == [], "nothing is sent when records are joined"
    assert "Mon 30 Nov" in (await now.says("when is my appointment"))[0]
    later = await now.waits(days=4)
    assert ["Mon 30 Nov" in text for text in later] == [True]
    assert await jean.waits(days=4) == []


async def test_who_writes_again_by_the_other_number_is_with_whom_they_are(
    jean: Person, blether: Pretend
) -> None:
    other = Person(made=blether, contact=OTHER_NUMBER)
    await other.says("nae money for the rent")
    await jean.says("the damp is terrible")
    worker = await _joined(blether, jean, other)
    assert await other.says("hello again")
    again = await other.referral()
    assert (again.status, again.assigned_to) == ("collecting", worker.id)
    assert await other.labels() == {"money", "housing"}
    left = await jean.referral()
    assert (left.status, left.outcome) == ("closed", "joined")


@pytest.mark.parametrize("what", ["danger", "a person", "STOP"])
async def test_what_has_to_be_seen_to_first_stays_where_it_is(
    jean: Person, blether: Pretend, what: str
) -> None:
    other = Person(made=blether, contact=OTHER_NUMBER)
    await other.says("nae money for the rent")
    await jean.says("the damp is terrible")
    worker = await _joined(blether, jean, other)
    if what == "a person":
        await blether.staff(jean.contact, "take_over")
    else:
        await jean.says("want to die" if what == "danger" else what)
    assert await other.says("hello again")
    again = await other.referral()
    assert (again.status, again.assigned_to) == ("collecting", worker.id)
    assert (await jean.referral()).status != "closed"


async def test_danger_by_the_other_number_is_answered_there_at_once(
    jean: Person, blether: Pretend
) -> None:
    other = Person(made=blether, contact=OTHER_NUMBER)
    await other.says("nae money for the rent")
    await jean.says("the damp is terrible")
    await _joined(blether, jean, other)
    answers = " ".join(await other.says("whats the point anymore, want to die"))
    for line in ("999", "111", "116 123"):
        assert line in answers
    assert (await other.referral()).priority == "crisis"


async def test_stop_at_the_one_number_leaves_the_other_as_it_was(
    jean: Person, blether: Pretend
) -> None:
    other = Person(made=blether, contact=OTHER_NUMBER)
    await other.says("nae money for the rent")
    await jean.says("the damp is terrible")
    await _joined(blether, jean, other)
    await other.says("STOP")
    async with blether.parts.db.read() as uow:
        assert await uow.opt_outs.is_out((await other.patient()).id)
        assert not await uow.opt_outs.is_out((await jean.patient()).id)


async def test_one_open_referral_goes_on_at_whichever_number_they_write_from(
    jean: Person, blether: Pretend
) -> None:
    await jean.refers()
    await _booked_for_next_week(blether, jean)
    now = Person(made=blether, contact=OTHER_NUMBER)
    await now.says("hiya its jean, the damp is bad as well")
    await _joined(blether, now, jean)
    answers = await jean.says("when is my appointment")
    assert "Mon 30 Nov" in answers[-1]
    again = await jean.referral()
    assert again.status == "waiting"
    assert await jean.labels() == {"money", "housing"}
    left = await now.referral()
    assert (left.status, left.outcome) == ("closed", "joined")
    async with blether.parts.db.read() as uow:
        assert (
            await uow.joined_records.kept_of((await now.patient()).id) == (await jean.patient()).id
        )
        assert await uow.joined_records.kept_of((await jean.patient()).id) is None
    later = await jean.waits(days=4)
    assert ["Mon 30 Nov" in text for text in later] == [True]
    assert await now.waits(days=4) == []
    assert await now.says("nae leccy now either")
    assert (await jean.referral()).outcome == "joined"
    assert await now.labels() == {"money", "housing", "energy"}
