"""Who will not be phoned is told of no call, and staff see it whatever else they told."""

from __future__ import annotations

import pytest

from actions.texts.kept_wish import CALLS, refuses
from tests.turn.conftest import Person, reminded


async def _refuses_calls(jean: Person) -> bool:
    patient = await jean.patient()
    async with jean.made.parts.db.read() as uow:
        return await refuses(uow, patient, CALLS)


@pytest.fixture
async def asked(jean: Person) -> Person:
    await jean.refers()
    assert "How have things been" in (await jean.waits(days=16))[-1]
    return jean


@pytest.mark.parametrize(
    "text",
    [
        "worse, dont phone though",
        "worse. please dont phone",
        "worse but dont ring me",
        "worse but text me dont call",
        "3 but dont phone me",
        "things are worse, please text not phone",
    ],
)
async def test_worse_without_a_call_rises_and_promises_none(asked: Person, text: str) -> None:
    (heard,) = await asked.says(text)
    assert "asked our link worker to text you, not phone" in heard
    assert "116 123" in heard
    referral = await asked.referral()
    assert (referral.attention, referral.priority) == ("worse", "urgent")
    assert await _refuses_calls(asked)


async def test_who_said_so_long_ago_is_promised_no_call_either(jean: Person) -> None:
    await jean.says("nae money for the rent. im deaf")
    for text in ("1", "1", "1", "2", "Jean Broon 14/2/51", "1"):
        await jean.says(text)
    await jean.waits(days=16)
    assert "text you, not phone" in (await jean.says("worse"))[0]


async def test_who_is_worse_and_says_nothing_of_it_is_phoned(asked: Person) -> None:
    assert "to call you" in (await asked.says("worse, the kids never visit, dont phone"))[0]
    assert not await _refuses_calls(asked)


@pytest.mark.parametrize("text", ["4", "actually can you phone me"])
async def test_who_asks_for_a_call_may_be_phoned_again(asked: Person, text: str) -> None:
    await asked.says("same. dont phone me")
    assert await _refuses_calls(asked)
    await asked.says(text)
    assert not await _refuses_calls(asked)


async def test_a_yes_beside_it_is_a_yes_and_a_person_knows(jean: Person) -> None:
    await reminded(jean)
    await jean.says("yes but dont phone me ill come in")
    assert await jean.visit_status() == "confirmed"
    assert (await jean.referral()).attention == "no_phone"
