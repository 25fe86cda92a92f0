"""A yes or no that what stands beside it makes its opposite, where what is missed cannot wait."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person
from tests.turn.test_put_right_by_number import slots_of


async def asked(person: Person, *texts: str, question: str) -> None:
    for text in texts:
        heard = await person.says(text)
    assert question in heard[-1]


@pytest.mark.parametrize(
    "text",
    ["no, bailiffs are coming", "nope theyre cutting me off on monday",
     "no but my benefits stop on friday", "no not yet but bailiffs are due monday",
     "not really, just my benefits being stopped", "no somebody is coming to the door",
     "no just the sheriff officers coming friday", "nah the meter is about to run out"],
)  # fmt: skip
async def test_a_no_before_what_happens_this_week_is_a_yes(jean: Person, text: str) -> None:
    await asked(jean, "im skint", "1", "1", "1", question="this week")
    heard = await jean.says(text)
    assert "this week" in heard[0] or "can't wait" in heard[0]
    assert (await slots_of(jean))["money_soon"] is True
    assert (await jean.referral()).priority == "urgent"


@pytest.mark.parametrize(
    "text",
    ["no bailiffs are coming", "no, no bailiffs", "no, nobody is coming", "no they arent coming",
     "no they stopped coming", "no nothing, just a letter from the bank", "no, just skint",
     "no. see you friday", "no, friday is best"],
)  # fmt: skip
async def test_a_no_that_denies_just_that_stays_one(jean: Person, text: str) -> None:
    await asked(jean, "im skint", "1", "1", "1", question="this week")
    await jean.says(text)
    assert (await slots_of(jean))["money_soon"] is False
    assert (await jean.referral()).priority == "routine"


@pytest.mark.parametrize(
    ("text", "has_date"),
    [("no theyre putting me out on friday", True), ("no but ive got a notice", True),
     ("no letter but i need to be out by friday", True),
     ("no, he just told me", False), ("no letter", False)],
)  # fmt: skip
async def test_a_date_beside_a_no_is_a_date(jean: Person, text: str, has_date: bool) -> None:
    await asked(jean, "trouble with my landlord", "1", "1", "1", question="be out by")
    await jean.says(text)
    assert (await slots_of(jean))["housing_letter"] is has_date


@pytest.mark.parametrize(
    ("text", "is_enough"),
    [("yes but nothing for tomorrow", False), ("aye but the weans have nothing", False),
     ("yes till tonight", False), ("yes but only till tomorrow", False), ("yes plenty", True),
     ("aye my daughter brought some", True), ("yes nothing to worry about there", True)],
)  # fmt: skip
async def test_food_that_will_not_last_is_not_enough(
    jean: Person, text: str, is_enough: bool
) -> None:
    await asked(jean, "food is hard, im skint", "1", "1", question="today and tomorrow")
    await jean.says(text)
    assert (await slots_of(jean))["food_enough"] is is_enough


async def test_who_comes_to_the_door_is_of_debt_and_no_income(jean: Person) -> None:
    await asked(jean, "im skint", "1", "1", question="mostly about")
    await jean.says("no, bailiffs are coming")
    assert (await slots_of(jean))["money_topic"] == "debt"
