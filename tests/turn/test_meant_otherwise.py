"""What is put right or chosen in odd words is what was meant, and no name, day or hour."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person
from tests.turn.test_put_right_by_number import slots_of


@pytest.fixture
async def choosing(jean: Person) -> Person:
    for text in ("im lonely", "yes", "1", "1", "1"):
        await jean.says(text)
    assert "When suits" in (await jean.says("Ann Lee 3/2/71"))[0]
    return jean


@pytest.mark.parametrize(
    ("text", "day"),
    [("1st 1", "Tue 24 Nov"), ("the 2nd 1 pls", "Wed 25 Nov"), ("3rd yin", "Thu 26 Nov")],
)
async def test_the_first_one_is_no_hour(choosing: Person, text: str, day: str) -> None:
    assert f"you booked: {day}" in (await choosing.says(text))[0]


@pytest.mark.parametrize("text", ["wait its 3/2/72", "hang on its 3.2.1972", "ach its 3/2/72"])
async def test_a_date_long_past_is_no_wish_for_a_time(choosing: Person, text: str) -> None:
    assert (await choosing.says(text))[0] == "Thanks, I've changed that."
    assert (await slots_of(choosing))["birth_date"] == "1972-02-03"


@pytest.mark.parametrize("text", ["and its Anne with an e", "it's Anne with an E", "Anne wi an e"])
async def test_a_name_is_spelt_by_its_letter(choosing: Person, text: str) -> None:
    await choosing.says(text)
    assert (await slots_of(choosing))["person_name"] == "Anne Lee"


@pytest.mark.parametrize("text", ["both", "number two please", "either"])
async def test_what_answers_something_else_is_no_name(jean: Person, text: str) -> None:
    for said in ("im lonely", "yes", "1", "1", "1"):
        await jean.says(said)
    await jean.says(text)
    assert not (await slots_of(jean))["person_name"]


async def test_two_questions_about_us_are_both_answered(jean: Person) -> None:
    await jean.says("im lonely")
    heard = await jean.says("is it free and who sees this")
    assert "The help is free" in heard[0]
    assert "kept safe" in heard[1]
    assert "Is that right?" in heard[-1]


async def test_of_two_in_a_first_text_the_first_is_answered_and_the_need_is_heard(
    jean: Person,
) -> None:
    heard = await jean.says("is it free and who sees this? im lonely")
    assert "The help is free" in heard[1]
    assert "feeling alone" in heard[-1]


async def test_whoever_says_after_a_crisis_that_they_are_a_child_is_asked_nothing(
    jean: Person,
) -> None:
    await jean.says("hi")
    await jean.says("i want to die")
    heard = await jean.says("im 15")
    assert len(heard) == 1
    assert "Childline" in heard[0]
