"""Risk is answered before everything, wherever a conversation stands."""

from __future__ import annotations

import pytest

from actions.basis.work import Work, staff_actor
from actions.texts.set_texting import Texting, set_texting
from bot.delivery.attention import reasons
from bot.dialogue import Flows
from tests.turn.conftest import Person

LINES = ("999", "NHS 24 on 111 (choose the mental health option)", "Samaritans 116 123")
TO_BOOKED = ("nae money for the rent", "aye", "1", "1", "1", "Jean Broon 14/2/51", "1")


@pytest.mark.parametrize("texts_before", range(len(TO_BOOKED) + 1))
async def test_a_crisis_is_answered_at_every_step_of_a_referral(
    jean: Person, texts_before: int
) -> None:
    for text in TO_BOOKED[:texts_before]:
        await jean.says(text)
    answers = await jean.says("i want tae die")
    assert len(answers) == 1
    assert all(line in answers[0] for line in LINES)
    assert "1 " not in answers[0].split("85258")[1]
    referral = await jean.referral()
    assert referral.priority == "crisis"
    assert [flag.level for flag in await jean.flags()] == ["crisis"]


async def test_the_flow_does_not_resume_by_itself(jean: Person) -> None:
    await jean.says("nae money for the rent")
    await jean.says("i want tae die")
    answers = await jean.says("1")
    assert len(answers) == 1
    assert "?" not in answers[0]
    again = await jean.says("carry on")
    assert any("money" in each or "housing" in each for each in again)


async def test_the_second_crisis_gets_the_full_reply_again(jean: Person) -> None:
    await jean.says("i want tae die")
    answers = await jean.says("ive taken all ma tablets")
    assert all(line in answers[0] for line in LINES)
    assert (await jean.referral()).priority == "emergency"


async def test_stop_with_a_crisis_is_both(jean: Person) -> None:
    await jean.says("hello")
    answers = await jean.says("stop, i cant go on")
    assert len(answers) == 1
    assert all(line in answers[0] for line in LINES)
    assert await jean.says("hello again") == []
    assert reasons(await jean.referral()) == ("danger", "opted_out")


async def test_a_crisis_after_stop_is_still_answered(jean: Person) -> None:
    await jean.says("hello")
    await jean.says("STOP")
    answers = await jean.says("i want to kill myself")
    assert all(line in answers[0] for line in LINES)


async def test_a_crisis_is_answered_while_a_link_worker_has_the_conversation(
    jean: Person,
) -> None:
    await jean.says("nae money for the rent")
    await jean.made.staff(jean.contact, "take_over")
    assert await jean.says("are you there") == []
    answers = await jean.says("i want to kill myself")
    assert all(line in answers[0] for line in LINES)


async def test_a_crisis_at_night_is_answered_at_once_and_says_that_nobody_is_in(
    jean: Person,
) -> None:
    await jean.waits(hours=17)  # three in the morning
    answers = await jean.says("i dont want to wake up")
    assert all(line in answers[0] for line in LINES)
    assert "Nobody is in now" in answers[0]


async def test_an_answer_on_offer_is_no_cry_for_help(jean: Person) -> None:
    """ "Naebody" by itself alarms the model; where "Nobody" is on offer it is an answer."""
    for text in ("I feel low all the time", "aye"):
        await jean.says(text)
    asked = await jean.says("naebody else sees it")
    assert any("How long have you felt like this?" in each for each in asked), asked
    asked = await jean.says("2")
    assert any("Is anybody helping you" in each for each in asked), asked
    answers = await jean.says("naebody")
    assert not any("Samaritans" in each for each in answers), answers
    assert await jean.flags() == []


async def lets_texts_go_on(person: Person) -> None:
    """As a link worker does who has spoken with them."""
    referral = await person.referral()
    async with person.made.parts.db.begin() as uow:
        practice = await uow.practices.get(person.made.practice.id)
        assert practice is not None
        actor = staff_actor("test")
        work = Work(uow=uow, now=person.made.clock.now(), practice=practice, actor=actor)
        wanted = Texting(safe_to_text="yes", is_neutral=False, is_held=False)
        await set_texting(work, referral.id, wanted)


async def test_the_answer_to_a_reminder_counts_once_a_person_lets_texts_go_on(
    jean: Person,
) -> None:
    for text in (*TO_BOOKED[:-1], "tuesday first at 2"):
        await jean.says(text)
    await jean.says("i want tae die")
    await lets_texts_go_on(jean)
    heard = await jean.waits(days=1)
    assert any("still suit" in text for text in heard), heard
    answers = await jean.says("1")
    assert any("see you" in text for text in answers), answers
    patient = await jean.patient()
    async with jean.made.parts.db.read() as uow:
        visits = await uow.appointments.live_for_patient(patient.id)
    assert [visit.status for visit in visits] == ["confirmed"]


async def test_the_answer_to_a_check_in_counts_once_a_person_lets_texts_go_on(
    jean: Person,
) -> None:
    await jean.refers()
    await jean.says("i want tae die")
    await lets_texts_go_on(jean)
    heard = await jean.waits(days=16)
    assert any("How have things been" in text for text in heard), heard
    assert any("Samaritans 116 123" in text for text in await jean.says("3"))
    referral = await jean.referral()
    async with jean.made.parts.db.read() as uow:
        asked = (await uow.check_ins.of_referral(referral.id))[0]
    assert (asked.status, asked.answer) == ("answered", "worse")
    assert reasons(referral) == ("danger", "worse")


async def test_what_is_written_after_a_crisis_is_put_before_a_person(jean: Person) -> None:
    """ "A person from our team will read this" holds also of what comes days later."""
    await jean.says("nae money for the rent")
    await jean.says("i want tae die")
    referral = await jean.referral()
    async with jean.made.parts.db.begin() as uow:
        found = await uow.referrals.get(referral.id)
        assert found is not None
        found.attention = None  # as when somebody has seen to it
    await jean.waits(days=2)
    assert any("will read this" in text for text in await jean.says("ok then"))
    assert (await jean.referral()).attention == "wrote_again"


async def test_a_helpline_that_was_put_right_is_right_in_open_conversations_too(
    jean: Person,
) -> None:
    """A conversation keeps the flows that it began with; what we say in danger is of today."""
    await jean.says("nae money for the rent")
    library = jean.made.parts.turns.engine.library
    text = library.current.to_text().replace("Samaritans 116 123", "Samaritans 116 000")
    library.current = Flows.from_text(text)
    answers = await jean.says("i want tae die")
    assert "Samaritans 116 000" in answers[0]
    assert any("Samaritans 116 000" in text for text in await jean.says("ok then"))
