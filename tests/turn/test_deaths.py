"""The family writes that the patient has died: no text is begun any more, and a person knows."""

from __future__ import annotations

import pytest

from actions.basis.work import Work
from actions.casework.close import close
from tests.turn.conftest import Person

SORRY = "I'm so sorry. A person will read this, and we won't text about it again."


async def closes_as_died(person: Person) -> None:
    referral = await person.referral()
    async with person.made.parts.db.begin() as uow:
        practice = await uow.practices.get(person.made.practice.id)
        assert practice is not None
        work = Work(uow=uow, now=person.made.clock.now(), practice=practice, actor="system")
        await close(work, referral.id, "died")


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (8, "this is her son jean died on saturday"),
        (8, "Jean has died. This is her sister."),
        (0, "Jean passed away on Friday"),
        (0, "Jean took her own life yesterday"),
        (1, "Jean's wake is tomorrow, this is her brother"),
        (16, "sorry to tell you she died last week"),
    ],
)
async def test_nothing_is_begun_once_the_family_has_told(jean, days, text):
    await jean.refers()
    await jean.waits(days=days)
    assert await jean.says(text) == [SORRY]
    referral = await jean.referral()
    assert referral.attention == "needs_a_person"
    later = await jean.says("Please cancel her appointment, can someone phone me")
    assert len(later) == 1
    assert "A person will read it" in later[0]
    assert (await jean.referral()).attention == "handoff"
    assert await jean.waits(days=40) == []


async def test_own_bereavement_is_help_asked_for(jean):
    await jean.refers()
    heard = await jean.says("my mum died on saturday")
    assert SORRY not in heard
    assert not (await jean.patient()).scheduled_texts_held


@pytest.mark.parametrize("text", ["this is Jean's daughter, please cancel that", "hello", "thanks"])
async def test_whoever_writes_after_a_death_is_asked_for_no_needs(jean, text):
    await jean.refers()
    await closes_as_died(jean)
    assert await jean.says(text) == [SORRY]
    assert (await jean.referral()).attention == "needs_a_person"
    assert await jean.waits(days=4) == []


async def test_stop_is_obeyed_and_the_death_is_heard(jean):
    await jean.refers()
    heard = await jean.says("jean has died please stop texting this number")
    assert heard == ["I'm so sorry. A person will read this, and there will be no more texts from us. To get them again, text START."]  # fmt: skip # noqa: E501
    assert (await jean.referral()).attention == "needs_a_person"


@pytest.mark.parametrize(
    "text",
    [
        "Jean died on Saturday and I don't want to live without her",
        "this is Jean's mum. she killed herself last night and I want to die",
    ],
)
async def test_a_death_told_with_danger_gets_the_crisis_lines_and_is_heard(jean, text):
    await jean.refers()
    heard = await jean.says(text)
    assert len(heard) == 1
    assert "116 123" in heard[0]
    patient = await jean.patient()
    assert (patient.neutral_wording, patient.scheduled_texts_held) == (True, True)
    later = await jean.says("can you cancel her appointment")
    assert len(later) == 1
    assert "A person will read it" in later[0]
    assert "116 123" in (await jean.says("I want to die"))[0]
    assert await jean.waits(days=40) == []


async def test_a_friend_of_the_same_name_is_the_patients_own_loss(jean):
    await jean.refers()
    heard = await jean.says("my pal Jean died and i cant cope on my own")
    assert SORRY not in heard
    assert not (await jean.patient()).scheduled_texts_held


@pytest.mark.parametrize(
    "text", ["he died last night", "hes dead", "sorry, he passed away on friday"]
)
async def test_who_cared_for_somebody_has_lost_them_and_is_still_here(jean, text):
    for before in (
        "caring for my husband he has dementia",
        "1",
        "1",
        "1",
        "1",
        "Jean Broon 14/2/61",
    ):
        await jean.says(before)
    await jean.says("1")
    heard = await jean.says(text)
    assert len(heard) == 1
    assert heard[0].startswith("I'm so sorry.")
    assert SORRY not in heard
    assert (await jean.referral()).attention == "needs_a_person"
    assert not (await jean.patient()).scheduled_texts_held
    assert "9:30am" in (await jean.says("when is my chat"))[0]


async def test_sorrow_comes_before_the_chat_that_is_booked(jean):
    await jean.refers()
    heard = await jean.says("my mum died yesterday")
    assert heard[0].startswith("I'm so sorry. I've added what you said.")
    assert heard[0].count("sorry") == 1
    assert "sorry" not in (await jean.says("the gas is off as well"))[0]
