"""Where times are on offer: who cannot say yet, and wishes told by what they are next to."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    ["ill let you know", "will have to ask my son first", "not sure yet", "need to check my shifts",
     "depends on my work", "can i think about it", "i dont know yet"],
)  # fmt: skip
async def test_who_cannot_say_yet_is_not_hurried(jean, text):
    await _offered(jean)
    heard = await jean.says(text)
    assert "no rush" in heard[0]
    assert "That's you booked" in " ".join(await jean.says("1"))


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("after christmas", "1 Tue 29 Dec"),
        ("not till after xmas", "1 Tue 29 Dec"),
        ("not sure yet, maybe friday", "Fri 27 Nov"),
    ],
)
async def test_a_day_is_heard(jean, text, offered):
    await _offered(jean)
    assert offered in (await jean.says(text))[0]


async def test_to_be_phoned_is_a_way_of_meeting(jean):
    await _offered(jean)
    assert (await jean.says("can she phone me instead"))[0].count("by phone") == 3


async def _offered(person) -> None:
    for text in ("nae money for the rent", "aye", "1", "1", "2", "Jean Broon 14/2/51"):
        await person.says(text)
