"""Somebody whom they trust reads the texts to them: no abuse, and a person sees to it."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person


@pytest.mark.parametrize(
    "text",
    [
        "she reads it to me im blind",
        "my daughter reads them to me, im blind",
        "my carer reads them for me",
        "aye but my daughter reads them to me",
    ],
)
async def test_who_is_read_to_tells_of_no_abuse(jean: Person, text: str) -> None:
    await jean.says("im lonely")
    await jean.says("1")
    heard = await jean.says(text)
    assert ["your name" in one for one in heard] == [True]
    assert "abuse" not in await jean.labels()
    assert (await jean.patient()).safe_to_text == "sometimes"
    assert (await jean.referral()).attention == "needs_a_person"


async def test_who_looks_through_the_phone_is_no_helper(jean: Person) -> None:
    await jean.says("im lonely")
    await jean.says("1")
    assert "116 123" in (await jean.says("my husband reads my texts"))[0]


@pytest.mark.parametrize("text", ["im blind", "I cant read very well"])
async def test_who_cannot_read_is_offered_a_call_and_asked_again(jean: Person, text: str) -> None:
    await jean.says("im lonely")
    await jean.says("1")
    heard = await jean.says(text)
    assert "say call me" in heard[0]
    assert "Is it safe to text you" in heard[-1]
    assert (await jean.referral()).attention == "needs_a_person"
