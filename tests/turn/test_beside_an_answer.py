"""A time that suits, told beside an answer to something else: both count."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person
from tests.turn.test_put_right_by_number import slots_of


@pytest.fixture
async def asked(jean: Person) -> Person:
    for text in ("im skint", "yes"):
        await jean.says(text)
    assert "mostly about" in (await jean.says("1"))[0]
    return jean


@pytest.mark.parametrize(
    "text",
    ["2 and friday mornings are best", "2, friday mornings are best for me", "bills n fridays only",
     "2 & friday mornings are best", "2 but i can only do fridays", "2 - fridays",
     "the second one, and fridays suit me", "2 i work mon to thurs so friday is best",
     "Bills. I'm only free on Fridays.", "friday mornings are best. 2"],
)  # fmt: skip
async def test_the_topic_and_the_wish_are_both_kept(asked: Person, text: str) -> None:
    assert "this week" in (await asked.says(text))[0]
    assert (await slots_of(asked))["money_topic"] == "bills"
    await asked.says("2")
    heard = await asked.says("Jean Broon 14/2/51")
    assert "1 Fri 27 Nov" in heard[-1]


@pytest.mark.parametrize(
    "text", ["2, afternoons please", "no, afternoons are best", "no + afternoons"]
)
async def test_a_part_of_the_day_that_suits_says_nothing_of_this_week(
    asked: Person, text: str
) -> None:
    await asked.says("1")
    await asked.says(text)
    assert (await slots_of(asked))["money_soon"] is False
    heard = await asked.says("Jean Broon 14/2/51")
    assert "12pm" in heard[-1]


async def test_a_day_alone_says_when_it_happens(asked: Person) -> None:
    await asked.says("1")
    await asked.says("this friday")
    assert (await slots_of(asked))["money_soon"] is True


async def test_a_date_is_no_number_of_a_topic(asked: Person) -> None:
    await asked.says("2. december my benefits stop")
    assert (await slots_of(asked))["money_topic"] != "bills"


@pytest.mark.parametrize(
    ("text", "told"),
    [("2, who sees this?", "kept safe"), ("bills. is it free?", "The help is free"),
     ("2, and is it free", "The help is free")],
)  # fmt: skip
async def test_a_question_beside_an_answer_is_answered_and_the_answer_counts(
    asked: Person, text: str, told: str
) -> None:
    heard = await asked.says(text)
    assert told in heard[0]
    assert "this week" in heard[-1]
    assert (await slots_of(asked))["money_topic"] == "bills"


async def test_a_question_that_only_a_person_can_answer_is_put_before_one(asked: Person) -> None:
    await asked.says("2, and is it a man or woman i'd talk to?")
    assert (await slots_of(asked))["money_topic"] == "bills"
    for text in ("2", "Jean Broon 14/2/51"):
        await asked.says(text)
    assert "kept that for our team" in (await asked.says("1"))[-1]
    assert (await asked.referral()).attention == "needs_a_person"
