"""A time that comes free is offered to who waits, one after the other, and to nobody twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.basis.work import Work
from actions.privacy.erase_patient import erase_person
from actions.waiting_list.join_waiting_list import join_waiting_list
from bot.pretend import Pretend
from storage.models import Appointment
from tests.builders import an_opt_out
from tests.turn.conftest import Person

WAITS_LAST = "+447700900125"


@pytest.fixture
async def shuggie(blether: Pretend) -> Person:
    return await waits(Person(made=blether, contact="+447700900124"))


async def waits(person: Person, *modes: str) -> Person:
    """Wrote of a need, found no time, and is on the waiting list."""
    for text in ("nae money for the rent", "aye", "1", "1", "1", "Shuggie Dunn 14/2/51"):
        await person.says(text)
    await person.says("4")
    referral = await person.referral()
    made = person.made
    async with made.parts.db.begin() as uow:
        practice = await uow.practices.get(made.practice.id)
        assert practice is not None
        work = Work(uow=uow, now=made.clock.now(), practice=practice, actor="system")
        await join_waiting_list(work, referral.id, modes or ("phone", "in_person"))
    made.clock.advance(timedelta(minutes=1))
    return person


async def status_of(person: Person) -> str | None:
    referral = await person.referral()
    async with person.made.parts.db.read() as uow:
        place = await uow.waiting_places.of_referral(referral.id)
    return place.status if place else None


async def coming(person: Person) -> Appointment | None:
    patient = await person.patient()
    async with person.made.parts.db.read() as uow:
        return await uow.appointments.next_for_patient(patient.id, person.made.clock.now())


async def call_off(person: Person) -> Appointment:
    """They give up the chat they had booked."""
    had = await coming(person)
    assert had is not None
    await person.says("cancel my appointment please")
    await person.says("1")
    return had


async def test_a_freed_time_is_offered_and_becomes_theirs(jean: Person, shuggie: Person) -> None:
    await jean.refers()
    had = await call_off(jean)

    (offer,) = await shuggie.reads()
    booked = await shuggie.says("1")

    assert "is free" in offer
    assert "till 12" in offer  # two hours from when it was sent
    assert "That's you booked" in booked[0]
    visit = await coming(shuggie)
    assert visit is not None
    assert (visit.starts_at, visit.status) == (had.starts_at, "booked")
    assert await status_of(shuggie) is None


async def test_an_offer_that_nobody_answers_goes_to_the_next_and_the_place_is_kept(
    jean: Person, shuggie: Person, blether: Pretend
) -> None:
    senga = await waits(Person(made=blether, contact=WAITS_LAST))
    await jean.refers()
    await call_off(jean)
    assert len(await shuggie.reads()) == 1
    assert await senga.reads() == []

    blether.clock.advance(timedelta(hours=2, minutes=1))
    (offer,) = await senga.reads()

    assert "is free" in offer
    assert await shuggie.reads() == []
    assert await status_of(shuggie) == "waiting"
    late = await shuggie.says("1")
    assert "that time has gone" in late[0]
    await senga.says("1")
    assert await coming(senga) is not None
    assert await coming(shuggie) is None


@pytest.mark.parametrize("late", ["yes please if its still going", "the bus was late"])
async def test_a_time_that_went_to_the_next_is_not_offered_again(
    jean: Person, shuggie: Person, blether: Pretend, late: str
) -> None:
    await jean.refers()
    await call_off(jean)
    await shuggie.reads()
    blether.clock.advance(timedelta(hours=2, minutes=1))
    await shuggie.reads()

    answer = await shuggie.says(late)

    assert "that time has gone" in answer[-1]
    assert not any("is free" in text for text in answer)


async def test_a_time_that_nobody_on_the_list_wants_is_free_for_all(
    jean: Person, shuggie: Person, blether: Pretend
) -> None:
    await jean.refers()
    had = await call_off(jean)
    await shuggie.reads()

    answer = await shuggie.says("2")

    assert "You keep your place" in answer[0]
    async with blether.parts.db.read() as uow:
        busy = await uow.availability.busy([had.link_worker_id], had.starts_at, had.ends_at)
    assert busy == []


async def test_whoever_wants_no_more_offers_is_off_the_list(jean: Person, shuggie: Person) -> None:
    await jean.refers()
    await call_off(jean)
    await shuggie.reads()

    await shuggie.says("3")

    assert await status_of(shuggie) is None


async def test_only_a_way_of_meeting_that_suits_is_offered(jean: Person, blether: Pretend) -> None:
    in_person = await waits(Person(made=blether, contact=WAITS_LAST), "in_person")
    await jean.refers()
    await call_off(jean)

    (offer,) = await in_person.reads()

    assert "in person" in offer


async def test_whoever_must_not_be_texted_is_passed_over_and_keeps_the_place(
    jean: Person, shuggie: Person, blether: Pretend
) -> None:
    senga = await waits(Person(made=blether, contact=WAITS_LAST))
    patient = await shuggie.patient()
    async with blether.parts.db.begin() as uow:
        await an_opt_out(uow, patient=patient)
    await jean.refers()
    await call_off(jean)

    assert await shuggie.reads() == []
    assert len(await senga.reads()) == 1
    assert await status_of(shuggie) == "waiting"


async def test_nobody_is_woken_by_a_time_that_comes_free_at_night(
    jean: Person, shuggie: Person, blether: Pretend
) -> None:
    for text in ("nae money for the rent", "aye", "1", "1", "1", "Jean Broon 14/2/51", "2"):
        await jean.says(text)
    blether.clock.advance(timedelta(hours=13))
    await call_off(jean)
    assert await shuggie.reads() == []

    blether.clock.advance(timedelta(hours=11))
    (offer,) = await shuggie.reads()

    assert "is free" in offer


async def test_a_time_too_soon_to_offer_is_not_offered(
    jean: Person, shuggie: Person, blether: Pretend
) -> None:
    await jean.refers()
    had = await coming(jean)
    assert had is not None
    blether.clock.advance(had.starts_at - blether.clock.now() - timedelta(hours=1))
    await call_off(jean)

    assert await shuggie.reads() == []
    assert await status_of(shuggie) == "waiting"


async def erase(person: Person) -> None:
    """Staff erase all that was kept of them."""
    made, patient = person.made, await person.patient()
    async with made.parts.db.begin() as uow:
        practice = await uow.practices.get(made.practice.id)
        assert practice is not None
        work = Work(uow=uow, now=made.clock.now(), practice=practice, actor="staff:1")
        await erase_person(work, patient.id)


async def test_the_time_of_somebody_who_was_erased_is_offered_to_who_waits(
    jean: Person, shuggie: Person
) -> None:
    await jean.refers()
    had = await coming(jean)
    assert had is not None

    await erase(jean)

    (offer,) = await shuggie.reads()
    assert "is free" in offer
    await shuggie.says("1")
    visit = await coming(shuggie)
    assert visit is not None
    assert visit.starts_at == had.starts_at


async def test_a_time_that_is_offered_to_somebody_who_is_erased_goes_to_the_next(
    jean: Person, shuggie: Person, blether: Pretend
) -> None:
    senga = await waits(Person(made=blether, contact=WAITS_LAST))
    await jean.refers()
    await call_off(jean)
    assert len(await shuggie.reads()) == 1

    await erase(shuggie)

    (offer,) = await senga.reads()
    assert "is free" in offer


async def test_a_yes_after_a_hand_over_still_takes_the_freed_time(
    jean: Person, shuggie: Person
) -> None:
    await jean.refers()
    await call_off(jean)
    await shuggie.reads()
    await shuggie.says("can i speak to a person")
    booked = await shuggie.says("yes")
    assert "That's you booked" in " ".join(booked)
    assert await coming(shuggie) is not None
