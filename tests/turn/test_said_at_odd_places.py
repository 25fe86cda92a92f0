"""What people say a question too late, or in other words, is neither lost nor taken amiss."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person, reminded

_TO_THE_NAME = ("nae food in the hoose for the weans", "yes", "yes its safe")


@pytest.mark.parametrize(
    "text",
    ["sorry no its not just food its the rent too", "its no just the food, its my rent as well"],
)
async def test_not_only_one_need_takes_none_back(jean: Person, text: str) -> None:
    for before in _TO_THE_NAME:
        await jean.says(before)
    heard = await jean.says(text)
    assert await jean.labels() == {"food", "housing"}
    assert (await jean.patient()).safe_to_text == "yes"
    assert "name and date of birth" in heard[-1]


async def test_who_wants_it_after_all_is_back_in(jean: Person) -> None:
    await reminded(jean)
    await jean.says("3")
    (heard,) = await jean.says("actually no i do want it")
    assert heard.startswith("That's you back in: Thu 3 Dec, 2pm")


async def test_a_day_cut_short_is_that_day(jean: Person) -> None:
    await jean.refers()
    assert "Which of these suits?" in (await jean.says("cant do tues sorry"))[0]
    await jean.says("weds")
    assert "now Wed 25 Nov, 12pm" in (await jean.says("12"))[0]


async def test_who_asks_to_speak_to_one_gets_a_person(jean: Person) -> None:
    await jean.says("are you a real person")
    assert "asked our team for a person" in (await jean.says("can i speak to one"))[0]


async def test_a_name_and_birth_date_among_times_is_no_time(jean: Person) -> None:
    for text in ("nae money for the rent", "aye", "1", "1", "2", "no"):
        await jean.says(text)
    heard = await jean.says("Ann Black 2/3/74")
    assert "Tue 24 Nov" in heard[-1]
    await jean.says("1")
    assert str((await jean.patient()).name) == "Ann Black"


async def test_who_has_to_check_has_no_rush(jean: Person) -> None:
    for text in ("nae money for the rent", "aye", "1", "1", "2", "Jean Broon 14/2/51"):
        await jean.says(text)
    assert "no rush" in (await jean.says("not sure let me check"))[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("will my doctor know", "Only our team can read it"),
        ("i need an appointment with the doctor", "Please phone the surgery"),
    ],
)
async def test_what_is_asked_of_the_doctor(jean: Person, text: str, words: str) -> None:
    assert words in " ".join(await jean.says(text))


@pytest.mark.parametrize("text", ["hi again", "hello??", "hey there"])
async def test_a_greeting_tells_nothing_and_is_not_thanked_for(jean: Person, text: str) -> None:
    await jean.says("hello")
    (heard,) = await jean.says(text)
    assert heard.startswith("What would you like help with?")
