"""A time taken, put off or changed in a word or two, as people say it."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person

TO_THE_TIMES = ("nae money for the rent", "aye", "1", "1", "2", "Jean Broon 14/2/51")


async def _offered(person: Person) -> list[str]:
    """The times on offer, without their numbers."""
    for text in TO_THE_TIMES:
        heard = await person.says(text)
    return [line[2:] for line in heard[-1].splitlines() if line[:1].isdigit()]


@pytest.mark.parametrize(
    ("text", "place"),
    [("2 is good", 1), ("is 2 still free", 1), ("can i have 2 pal", 1), ("two please hen", 1),
     ("the secont yin", 1), ("a'll tak the first", 0), ("the early one", 0), ("latest one", 2)],
)  # fmt: skip
async def test_one_of_those_on_offer_is_taken(jean: Person, text: str, place: int) -> None:
    times = await _offered(jean)
    assert f"booked: {times[place]}" in (await jean.says(text))[0]


@pytest.mark.parametrize("text", ["sooner", "anything earlier?", "is there nothing sooner"])
async def test_who_asks_for_sooner_is_offered_the_soonest(jean: Person, text: str) -> None:
    times = await _offered(jean)
    heard = await jean.says(text)
    assert "Not free then" in heard[0]
    assert times[0] in heard[0]


@pytest.mark.parametrize("text", ["2moro", "2morrow pls", "tmw"])
async def test_tomorrow_as_it_is_texted(jean: Person, text: str) -> None:
    await _offered(jean)
    assert (await jean.says(text))[0].count("Tue 24 Nov") == 3


async def test_who_asks_for_later_is_offered_other_times(jean: Person) -> None:
    times = await _offered(jean)
    heard = await jean.says("later")
    assert "Any of these?" in heard[0]
    assert times[0] not in heard[0]


@pytest.mark.parametrize("text", ["can it be 11 instead", "make it 11", "could we do 11"])
async def test_a_bare_hour_changes_what_is_booked(jean: Person, text: str) -> None:
    await _offered(jean)
    await jean.says("1")
    assert (await jean.says(text))[0].count("11am") == 3


async def test_hours_of_nursery_are_no_danger(jean: Person) -> None:
    await _offered(jean)
    heard = await jean.says("when hes at nursery, mornings")
    assert "Which of these suits?" in heard[0]
    assert not await jean.flags()


async def test_to_be_reminded_is_no_other_time(jean: Person) -> None:
    await _offered(jean)
    await jean.says("1")
    assert "One of these" not in (await jean.says("can you remind me the day before"))[0]


async def test_how_the_chat_is_held_is_no_wish_for_a_person(jean: Person) -> None:
    times = await _offered(jean)
    await jean.says("1")
    heard = await jean.says("do i come to you or do you phone me")
    assert times[0] in heard[0]


@pytest.mark.parametrize(
    "text",
    [
        "can it be later",
        "that time doesnt suit after all",
        "make it an hour later",
    ],
)
async def test_another_time_than_the_one_just_booked_is_looked_for(jean: Person, text: str) -> None:
    await _offered(jean)
    await jean.says("1")
    assert "Or tell me a day" in (await jean.says(text))[0]


async def test_an_earlier_time_than_the_first_there_is_is_not_free(jean: Person) -> None:
    await _offered(jean)
    await jean.says("1")
    assert (await jean.says("anything earlier"))[0].startswith("Not free then, sorry.")


async def test_the_last_of_those_on_offer_was_meant(jean: Person) -> None:
    times = await _offered(jean)
    await jean.says("1")
    assert times[2] in (await jean.says("i meant the last one"))[0]


async def test_when_it_was_again(jean: Person) -> None:
    times = await _offered(jean)
    await jean.says("1")
    assert times[0] in (await jean.says("what time was that again"))[0]
