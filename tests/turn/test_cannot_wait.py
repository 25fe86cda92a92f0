"""Whoever is told that they are seen first stands before routine referrals, also by the API."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person

MONEY = ("I need a hand with my benefits", "1", "1", "3")
FOOD = ("can't afford food", "1", "1")


@pytest.mark.parametrize(
    ("texts", "answer", "priority"),
    [
        (MONEY, "1", "urgent"),
        (MONEY, "2", "routine"),
        (FOOD, "2", "urgent"),
        (FOOD, "1", "routine"),
        (MONEY, "it can't wait", "urgent"),
        (("hello",), "it's urgent", "urgent"),
    ],
)
async def test_what_cannot_wait_is_no_routine(
    jean: Person, texts: tuple[str, ...], answer: str, priority: str
) -> None:
    for text in texts:
        await jean.says(text)
    await jean.says(answer)
    referral = await jean.referral()
    assert referral.priority == priority
    assert referral.attention == (None if priority == "routine" else "needs_a_person")


async def test_who_waits_for_a_call_may_say_that_it_cannot_wait(jean: Person) -> None:
    await jean.refers()
    await jean.waits(days=15)
    assert "If it can't wait, say so" in (await jean.says("4"))[0]
    assert "look at this today" in (await jean.says("it can't wait"))[0]
    referral = await jean.referral()
    assert (referral.priority, referral.attention) == ("urgent", "call_me")


async def test_a_graver_priority_is_kept(jean: Person) -> None:
    await jean.says("i want to die")
    await jean.says("it can't wait")
    assert (await jean.referral()).priority == "crisis"
