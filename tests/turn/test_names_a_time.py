"""Which time is better, said where times are asked for, is no danger; what rules hear still is."""

from __future__ import annotations

import pytest

from bot.understanding.requests import only_names_time
from tests.turn.conftest import MONDAY, reminded

TIMES = [
    "friday would suit me better",
    "thursday would be better for me",
    "i dont want it to be late",
    "I don't want to be late",
    "no mornings please im not great then",
    "I'd rather have the afternoon",
    "the end of the week would be better for me",
    "next month would be better",
    "after christmas would be better",
    "another day would be better",
    "next week would be better",
    "the week after would be better",
    "the start of december would be better",
    "the 14th would be better",
]


@pytest.mark.parametrize("text", TIMES)
async def test_it_gets_no_crisis_reply_where_times_are_offered(jean, text):
    for said in ("lonely", "yes", "1", "1", "1", "Jean Broon 14/2/1961"):
        await jean.says(said)
    assert "116 123" not in " ".join(await jean.says(text))
    assert (await jean.referral()).risk == "none"


@pytest.mark.parametrize("text", TIMES)
async def test_nor_to_a_reminder(jean, text):
    await reminded(jean)
    assert "116 123" not in " ".join(await jean.says(text))
    assert (await jean.referral()).risk == "none"
    assert "116 123" in (await jean.says("friday would be better if i was dead by then"))[0]


@pytest.mark.parametrize(
    "text",
    [
        "friday would be better, i wont be here after",
        "tomorrow is better without me",
        "after christmas would be better without me",
        "the end would be better for me",
        "i would be better after friday",
        "id rather not be here next week",
        "next week would be better to go for good",
        "i dont want to be late or here at all",
        "thursday would suit me to end it",
        "i dont want to be here late or ever",
        "no mornings please im not going to see another",
    ],
)
def test_what_says_more_is_weighed_as_ever(text):
    assert not only_names_time(text, MONDAY.date())


async def test_nor_where_a_time_is_booked(jean):
    await jean.refers()
    for text in ("next week would be better", "the week after would be better"):
        assert "116 123" not in " ".join(await jean.says(text))
    assert (await jean.referral()).risk == "none"
