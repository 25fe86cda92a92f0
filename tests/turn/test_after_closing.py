"""Somebody writes after their referral was closed: what they answer, and what they still need."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.basis.work import Work
from actions.booking.move import move
from actions.casework.close import close
from storage.models import Appointment
from tests.turn.conftest import Person


async def closed(person: Person) -> str:
    """Close the person's referral as a link worker does; its id."""
    referral = await person.referral()
    async with person.made.parts.db.begin() as uow:
        practice = await uow.practices.get(person.made.practice.id)
        assert practice is not None
        now = person.made.clock.now()
        await close(
            Work(uow=uow, now=now, practice=practice, actor="system"), referral.id, "helped"
        )
    return referral.id


async def asked_how_things_are(person: Person) -> str:
    """A booked chat that is over, a check-in that was asked, and then the referral closed."""
    await person.refers()
    heard = await person.waits(days=16)
    assert any("How have things been" in text for text in heard)
    return await closed(person)


async def visits(person: Person) -> list[Appointment]:
    patient = await person.patient()
    async with person.made.parts.db.read() as uow:
        return list(await uow.appointments.live_for_patient(patient.id))


@pytest.mark.parametrize(
    ("answer", "attention", "kept"),
    [
        ("worse", "worse", "worse"),
        ("3", "worse", "worse"),
        ("no good at aw", "worse", "worse"),
        ("4", "call_me", "call"),
        ("call me", "call_me", "call"),
    ],
)
async def test_who_is_worse_rises_to_a_person(jean, answer, attention, kept):
    old = await asked_how_things_are(jean)
    heard = await jean.says(answer)
    assert len(heard) == 1
    assert "link worker" in heard[0]
    assert "What would you like help with" not in heard[0]
    new = await jean.referral()
    assert new.id != old
    assert (new.status, new.attention) == ("waiting", attention)
    assert new.priority == ("urgent" if attention == "worse" else "routine")
    async with jean.made.parts.db.read() as uow:
        answered = await uow.check_ins.latest_answered(old)
    assert answered is not None
    assert answered.answer == kept
    assert await jean.waits(days=3) == []


async def test_who_is_better_is_thanked_and_asked_nothing(jean):
    await asked_how_things_are(jean)
    heard = await jean.says("much better thanks")
    assert len(heard) == 1
    assert "good to hear" in heard[0]
    assert await jean.waits(days=4) == []


async def test_danger_in_place_of_an_answer_is_danger(jean):
    await asked_how_things_are(jean)
    assert "116 123" in (await jean.says("worse, i want to die"))[0]
    assert (await jean.referral()).risk == "crisis"


async def test_a_need_in_place_of_an_answer_begins_anew(jean):
    await asked_how_things_are(jean)
    heard = await jean.says("nae money for the rent")
    assert any("money" in text for text in heard)
    assert "money" in await jean.labels()
    assert "Is that right?" in heard[-1]


async def test_after_an_answer_that_nobody_waited_for_any_more_they_begin_anew(jean):
    await asked_how_things_are(jean)
    await jean.waits(days=10)
    heard = await jean.says("hello")
    assert any("help with" in text for text in heard)


async def test_a_need_beside_a_visit_of_the_closed_referral_waits_for_a_person(jean):
    await jean.refers()
    assert len(await visits(jean)) == 1
    old = await closed(jean)
    heard = await jean.says("i need help with food, cupboards are bare")
    assert any("You have a chat booked" in text for text in heard)
    new = await jean.referral()
    assert new.id != old
    assert new.status == "waiting"
    assert new.waiting_since is not None
    later = await jean.waits(days=1, hours=2)
    assert not any("No rush" in text for text in later)


@pytest.mark.parametrize(
    ("text", "planned", "is_new"),
    [("thanks hen", 0, False), ("nae food in the hoose", 3, True)],
)
async def test_only_of_something_new_is_asked_how_it_goes(jean, text, planned, is_new):
    await jean.refers()
    old = await closed(jean)
    await jean.says(text)
    new = await jean.referral()
    assert (new.id != old, new.status) == (is_new, "waiting" if is_new else "closed")
    async with jean.made.parts.db.read() as uow:
        check_ins = await uow.check_ins.of_referral(new.id)
    assert len([each for each in check_ins if each.status == "planned"]) == planned


async def test_nobody_is_nudged_who_was_asked_nothing(jean):
    await jean.refers()
    await closed(jean)
    heard = await jean.says("when is my appointment")
    assert heard
    later = await jean.waits(days=3)
    assert not any("No rush" in text or "We've kept what you told us" in text for text in later)
    assert (await jean.referral()).attention == "half_finished"  # a person sees every conversation


@pytest.mark.parametrize("is_closed", [False, True])
async def test_a_visit_of_a_closed_referral_is_reminded_of_all_the_same(jean, is_closed):
    """Whoever closed it left the visit standing; nothing is asked that nobody would hear."""
    for words in ("nae money for the rent", "aye", "1", "1", "1", "Jean Broon 14/2/51"):
        await jean.says(words)
    await jean.says("3")
    (visit,) = await visits(jean)
    if is_closed:
        await closed(jean)
    heard = await jean.waits(days=(visit.starts_at - jean.made.clock.now()).days)
    assert len(heard) == 1
    assert "Your chat" in heard[0]
    assert ("1 " in heard[0]) is not is_closed
    later = await jean.says("cancel my appointment")
    assert any("call" in text.lower() for text in later)


async def test_who_is_booked_hears_that_the_practice_moved_it_though_the_referral_is_closed(jean):
    await jean.refers()
    (visit,) = await visits(jean)
    await closed(jean)
    async with jean.made.parts.db.begin() as uow:
        practice = await uow.practices.get(jean.made.practice.id)
        assert practice is not None
        work = Work(uow=uow, now=jean.made.clock.now(), practice=practice, actor="system")
        await move(work, visit.id, visit.starts_at + timedelta(days=7), None, None)
    heard = await jean.waits(minutes=30)
    assert len(heard) == 1
    assert "move" in heard[0]


@pytest.mark.parametrize("text", ["Thank you so much for everything Morag", "yes", "thanks hen"])
async def test_thanks_begin_no_referral(jean, text):
    await jean.refers()
    await jean.waits(days=3)
    old = await closed(jean)
    summary = (await jean.referral()).summary
    for _ in range(2):
        heard = await jean.says(text)
        assert len(heard) == 1
        assert "No bother" in heard[0]
    assert await jean.waits(days=4) == []
    assert (await jean.referral()).id == old
    assert (await jean.referral()).status == "closed"
    assert (await jean.referral()).summary == summary
    assert "food" in " ".join(await jean.says("i need help with food"))
    assert "No rush" in " ".join(await jean.waits(days=1, hours=1))


async def test_thanks_with_a_danger_in_them_rise(jean):
    """On a referral that is closed nobody would see it."""
    await jean.refers()
    await jean.waits(days=3)
    old = await closed(jean)
    assert "999" in " ".join(await jean.says("goodbye and thanks for everything"))
    new = await jean.referral()
    assert new.id != old
    assert new.risk == "crisis"


async def test_stop_begins_no_referral(jean):
    await jean.refers()
    await jean.waits(days=3)
    await closed(jean)
    assert "no more texts" in (await jean.says("STOP"))[0]
    assert await jean.waits(days=4) == []
    assert (await jean.referral()).status == "collecting"


async def test_a_reminder_of_the_old_visit_is_not_what_they_tell_us_half_way(jean):
    """It asks a question of its own, which nobody need answer."""
    await jean.refers()
    await closed(jean)
    for text in ("thanks for your help", "can i change my appointment", "friday", "1"):
        heard = await jean.says(text)
    assert "That's changed" in heard[0]
    heard = await jean.waits(days=6)
    assert any("Does that still suit" in text for text in heard)
    assert not any("No rush" in text or "We've kept what you told us" in text for text in heard)
