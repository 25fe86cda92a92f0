"""Reminders and check-ins: once, in their window, and only while they are true."""

from __future__ import annotations

import pytest

from actions.basis.work import Work, staff_actor
from actions.booking.cancel import cancel
from actions.booking.move import move
from tests.turn.conftest import Person


async def _desk(jean: Person, uow: object) -> Work:
    return Work(
        uow=uow,  # type: ignore[arg-type]
        now=jean.made.clock.now(),
        practice=jean.made.practice,
        actor=staff_actor("test"),
    )


async def test_a_reminder_comes_answered_by_number_and_a_check_in_later(jean: Person) -> None:
    for text in (
        "am pure lonely",
        "aye",
        "1",
        "1",
        "1",
        "Jean Broon 14/2/51",
        "tuesday first at 2",
    ):
        last = await jean.says(text)
    assert any("you booked" in text for text in last), last
    reminders = await jean.waits(days=1)
    assert len([text for text in reminders if "still suit" in text]) == 1, reminders
    assert any("see you" in text for text in await jean.says("1"))
    check_ins = [text for text in await jean.waits(days=21) if "How have things been" in text]
    assert len(check_ins) == 1
    worse = await jean.says("worse")
    assert "Samaritans 116 123" in worse[0]
    referral = await jean.referral()
    assert (referral.attention, referral.priority) == ("worse", "urgent")


async def test_who_answered_a_check_in_is_waited_for_no_more(jean: Person) -> None:
    """The simulator lists what comes next: no nudge that will not go, nor a person told of it."""
    await jean.refers()
    heard = await jean.waits(days=15)
    assert "How have things been" in heard[-1]
    await jean.says("better")
    person = await jean.patient()
    async with jean.made.parts.db.read() as uow:
        waiting = await uow.timers.waiting_for_patient(person.id)
    kinds = [timer.kind for timer in waiting]
    assert "check_in" in kinds
    assert not {"check_in_nudge", "check_in_silent"} & set(kinds)


@pytest.mark.parametrize(
    ("first", "then", "kept", "attention"),
    [
        ("better", "sorry, worse", "worse", "worse"),
        ("1", "no i meant worse", "worse", "worse"),
    ],
)
async def test_an_answer_that_is_put_right_is_kept_and_reaches_a_person(
    jean: Person, first: str, then: str, kept: str, attention: str
) -> None:
    """ "I've asked our link worker to call you" is true, also of second thoughts."""
    async with jean.made.parts.db.begin() as uow:
        practice = await uow.practices.get(jean.made.practice.id)
        assert practice is not None
        plan = practice.settings.check_ins.model_copy(update={"question": "happy"})
        practice.settings = practice.settings.model_copy(update={"check_ins": plan})
    await jean.refers()
    await jean.waits(days=16)
    assert any("0 is not at all" in text for text in await jean.says(first))
    heard = await jean.says(then)
    assert any("asked our link worker to call you" in text for text in heard), heard
    referral = await jean.referral()
    async with jean.made.parts.db.read() as uow:
        asked = (await uow.check_ins.of_referral(referral.id))[0]
    assert (asked.status, asked.answer, referral.attention) == ("answered", kept, attention)


async def test_a_moved_appointment_is_reminded_of_at_its_new_time_alone(jean: Person) -> None:
    for text in (
        "am pure lonely",
        "aye",
        "1",
        "1",
        "1",
        "Jean Broon 14/2/51",
        "tuesday first at 2",
    ):
        await jean.says(text)
    patient = await jean.patient()
    async with jean.made.parts.db.begin() as uow:
        found = await uow.appointments.next_for_patient(patient.id, jean.made.clock.now())
        assert found is not None
        free = found.starts_at.replace(day=2, month=12)
        await move(await _desk(jean, uow), found.id, free)
    news = await jean.reads()
    assert any("moved" in text or "move" in text for text in news), news
    texts = [text for text in await jean.waits(days=10) if "still suit" in text]
    assert texts
    assert all("Wed 2 Dec" in text for text in texts)


async def test_a_cancelled_appointment_is_not_reminded_of(jean: Person) -> None:
    await jean.refers()
    patient = await jean.patient()
    async with jean.made.parts.db.begin() as uow:
        found = await uow.appointments.next_for_patient(patient.id, jean.made.clock.now())
        assert found is not None
        await cancel(await _desk(jean, uow), found.id)
    await jean.reads()
    assert not [text for text in await jean.waits(days=10) if "still suit" in text]


async def test_yes_to_another_time_is_not_kept_as_better(jean: Person) -> None:
    for text in ("nae money for the rent", "aye", "1", "1", "1", "Jean Broon 14/2/51"):
        await jean.says(text)
    await jean.says("thursday 10 december 2pm")
    await jean.waits(days=13, hours=23, minutes=40)
    patient = await jean.patient()
    async with jean.made.parts.db.begin() as uow:
        work = await _desk(jean, uow)
        found = await uow.appointments.next_for_patient(patient.id, work.now_for(patient))
        assert found is not None
        await cancel(work, found.id)
    assert "another time?" in (await jean.reads())[-1]
    assert await jean.waits(hours=2) == []
    assert "When suits" in (await jean.says("1"))[0]
    for text in ("1", "skip"):
        await jean.says(text)
    assert any("How have things been" in text for text in await jean.waits(hours=2))


async def test_silence_is_never_read_as_better(jean: Person) -> None:
    await jean.refers()
    await jean.waits(days=30)
    referral = await jean.referral()
    async with jean.made.parts.db.read() as uow:
        check_ins = await uow.check_ins.of_referral(referral.id)
    assert check_ins[0].answer is None
    assert check_ins[0].status in {"sent", "unanswered"}
