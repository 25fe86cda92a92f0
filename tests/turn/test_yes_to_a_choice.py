""" "Yes", to a question that offers other things than yes and no: which of them is asked."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person

WHICH_ONE = "Which one is it? Just the number will do."


@pytest.mark.parametrize("text", ["yes", "aye", "yes please", "ok"])
async def test_to_the_times_on_offer(jean: Person, text: str) -> None:
    for said in ("nae money for the rent", "aye", "1", "1", "2", "Jean Broon 14/2/51"):
        await jean.says(said)
    heard = await jean.says(text)
    assert heard[0] == WHICH_ONE
    assert "When suits" in heard[1]
    assert "you booked" in (await jean.says("the first one"))[0]


async def test_to_how_things_are(jean: Person) -> None:
    await jean.refers()
    await jean.waits(days=16)
    assert (await jean.says("yes"))[0] == WHICH_ONE
    assert "good to hear" in (await jean.says("better"))[0]


async def test_twice_a_person_is_asked_for(jean: Person) -> None:
    for said in ("nae money for the rent", "aye", "1", "1", "2", "Jean Broon 14/2/51"):
        await jean.says(said)
    await jean.says("yes")
    assert "asked our team for a person" in (await jean.says("yes"))[0]
