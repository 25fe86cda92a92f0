"""A number from 0 to 10 after a check-in: kept as it was meant, and never taken for a choice."""

from __future__ import annotations

import pytest

from storage.models import CheckIn
from tests.turn.conftest import Person
from tests.turn.test_practice_settings import choose, practice_of


@pytest.fixture
async def asked(jean: Person) -> Person:
    """Somebody who is asked, a week after they were booked, how things are."""
    usual = (await practice_of(jean)).settings.check_ins
    await choose(jean, check_ins=usual.model_copy(update={"after": ("1w",), "question": "happy"}))
    await jean.refers()
    assert "How have things been" in (await jean.waits(days=9))[-1]
    return jean


async def check_in_of(person: Person) -> CheckIn:
    referral = await person.referral()
    async with person.made.parts.db.read() as uow:
        found = await uow.check_ins.latest_answered(referral.id)
    assert found is not None
    return found


@pytest.mark.parametrize(("text", "score"), [("3", 3), ("5", 5), ("three", 3), ("0", 0), ("4", 4)])
async def test_the_number_is_kept_and_says_nothing_of_being_worse(
    asked: Person, text: str, score: int
) -> None:
    await asked.says("better")
    assert "Thanks for telling us" in (await asked.says(text))[0]
    kept = await check_in_of(asked)
    assert (kept.answer, kept.score) == ("better", score)
    assert (await asked.referral()).attention is None


@pytest.mark.parametrize(
    "text",
    ["sorry i meant 6", "not 5 but 6", "naw 6", "oops 6", "6", "meant 6 out of 10", "6 not 5",
     "i pressed 5 but meant 6", "wait, six", "nah its 6"],
)  # fmt: skip
async def test_the_number_that_was_meant_takes_its_place(asked: Person, text: str) -> None:
    for said in ("the same", "5"):
        await asked.says(said)
    assert await asked.says(text) == ["Thanks, I've changed that."]
    kept = await check_in_of(asked)
    assert (kept.answer, kept.score) == ("same", 6)


@pytest.mark.parametrize("text", ["sorry i meant 11", "thanks", "i have 6 kids"])
async def test_what_is_no_number_of_the_scale_changes_none(asked: Person, text: str) -> None:
    for said in ("the same", "5"):
        await asked.says(said)
    await asked.says(text)
    assert (await check_in_of(asked)).score == 5


async def test_worse_after_the_number_is_worse(asked: Person) -> None:
    for said in ("better", "7"):
        await asked.says(said)
    await asked.says("actually not so good")
    assert (await check_in_of(asked)).answer == "worse"
    assert (await asked.referral()).attention == "worse"


async def test_put_right_before_the_number_it_is_of_how_they_are(asked: Person) -> None:
    await asked.says("1")
    assert "I'm sorry to hear that" in (await asked.says("sorry i meant 3"))[0]
    assert (await check_in_of(asked)).answer == "worse"
