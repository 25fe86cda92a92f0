"""What is said of the time that is booked, to the text that reminds of it: Thu 3 Dec, 2pm."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person, reminded


@pytest.mark.parametrize(
    "text",
    ["thursday is fine", "see you thursday", "thursday", "2pm is great", "2 on thursday is good",
     "the 3rd is ok", "thursday afternoon is no bother", "should be fine thanks",
     "aye ill be there on thursday looking forward to it"],
)  # fmt: skip
async def test_the_booked_time_named_with_nothing_against_it_suits(jean, text):
    await reminded(jean)
    assert "see you then" in (await jean.says(text))[0]


@pytest.mark.parametrize(
    "text",
    ["is that this thursday", "is it tomorrow?", "thursday at 2?", "is it in person",
     "see you tuesday"],
)  # fmt: skip
async def test_who_asks_when_it_is_is_told_and_asked_again(jean, text):
    await reminded(jean)
    heard = await jean.says(text)
    assert "Thu 3 Dec, 2pm" in heard[0]
    assert "Does that still suit" in heard[-1]
    assert "see you then" in (await jean.says("1"))[0]


@pytest.mark.parametrize(
    "text",
    ["thursday is no good", "can we do friday", "thursday at 3 instead", "not thursday",
     "can we change thursday 2pm"],
)  # fmt: skip
async def test_another_time_is_still_another_time(jean, text):
    await reminded(jean)
    heard = await jean.says(text)
    assert "Or tell me a day" in heard[0]
    assert "Not free then" not in heard[0]


@pytest.mark.parametrize("text", ["can i come in person instead of phone", "id rather come in"])
async def test_another_way_of_meeting_is_offered(jean, text):
    await reminded(jean)
    heard = await jean.says(text)
    assert heard[0].count("in person") == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("yes is there parking", "asked our link worker to tell you"),
        ("yes what time", "Thu 3 Dec, 2pm"),
        ("aye. can i bring my son", "have someone with you"),
        ("should be ok but might be late", "told our team"),
        ("yes and can you tell morag ive got the letter", "kept that for our team"),
        ("yes whats the number you call from", "kept that for our team"),
    ],
)
async def test_what_is_asked_beside_yes_is_heard(jean, text, told):
    await reminded(jean)
    heard = await jean.says(text)
    assert "see you then" in heard[0]
    assert told in heard[1]


async def test_what_is_asked_beside_a_time_is_heard(jean):
    await _offered(jean)
    heard = await jean.says("1 please and is there parking")
    assert "That's you booked" in heard[0]
    assert "asked our link worker to tell you" in heard[-1]
    assert (await jean.referral()).attention == "needs_a_person"


async def test_danger_beside_yes_is_heard_first(jean):
    await reminded(jean)
    heard = await jean.says("yes but i want to die")
    assert len(heard) == 1
    assert "116 123" in heard[0]


@pytest.mark.parametrize(
    ("text", "first"), [("hospital that day", "1 Mon 30 Nov"), ("any day after", "1 Fri 4 Dec")]
)
async def test_that_day_is_the_day_that_is_booked(jean, text, first):
    await reminded(jean)
    await jean.says("no")
    heard = await jean.says(text)
    assert "Thu 3 Dec" not in heard[0]
    assert first in heard[0] or first.startswith("1 Mon")


async def _offered(person: Person) -> None:
    for text in ("nae money for the rent", "aye", "1", "1", "2", "Jean Broon 14/2/51"):
        await person.says(text)
