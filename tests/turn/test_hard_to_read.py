"""Who finds texts hard to read: a person is told, a call is offered, and the talk goes on."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person


@pytest.mark.parametrize(
    "text",
    ["i cant read, my son does it", "i cant read", "im dyslexic", "my son reads these to me"],
)
async def test_as_a_first_text_it_is_no_danger_and_no_end(jean: Person, text: str) -> None:
    heard = await jean.says(text)
    assert "say call me" in heard[1]
    assert "What would you like help with?" in heard[2] or "Is it about" in heard[2]
    referral = await jean.referral()
    assert (referral.risk, referral.attention) == ("none", "needs_a_person")
    assert "Reading: finds texts hard to read" in str(referral.summary)
    assert await jean.labels() == set()


async def test_beside_a_need_both_are_heard(jean: Person) -> None:
    heard = await jean.says("the damp is bad and i cant read letters, my son does it")
    assert "say call me" in heard[1]
    assert "about housing" in heard[2]
    assert (await jean.referral()).attention == "needs_a_person"


async def test_beside_an_answer_both_are_heard_and_it_is_offered_once(jean: Person) -> None:
    for text in ("im skint", "yes", "1"):
        await jean.says(text)
    heard = await jean.says("sorry im dyslexic, 2")
    assert "say call me" in heard[0]
    assert "this week" in heard[1]
    assert len(await jean.says("2, i cant read")) == 1
    assert "Money topic: bills" in str((await jean.referral()).summary)


async def test_beside_a_time_it_is_booked(jean: Person) -> None:
    for text in ("nae money for the rent", "aye", "1", "1", "2", "Jean Broon 14/2/51"):
        await jean.says(text)
    heard = await jean.says("1 but i cant read so can she not send letters")
    assert any("you booked" in one for one in heard)


async def test_who_cannot_hear_either_is_offered_no_call(jean: Person) -> None:
    heard = " ".join(await jean.says("im deaf and i cant read"))
    assert "call me" not in heard
    assert "find a way that works for you" in heard


async def test_losing_the_home_is_urgent_beside_it(jean: Person) -> None:
    await jean.says("i cant read and the sheriff officers are putting us out tomorrow")
    assert (await jean.referral()).risk == "urgent"


async def test_danger_beside_it_is_danger(jean: Person) -> None:
    heard = await jean.says("i cant read and i want to end my life")
    assert "116 123" in heard[0]
    assert len(heard) == 1


@pytest.mark.parametrize("text", ["well its complicated, 2", "not sure how to say it. 2"])
async def test_a_number_that_stands_apart_is_the_answer(jean: Person, text: str) -> None:
    for said in ("im skint", "yes", "1"):
        await jean.says(said)
    await jean.says(text)
    assert "Money topic: bills" in str((await jean.referral()).summary)
