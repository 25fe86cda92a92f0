""" "Friday same time": the hour of the chat that is booked is kept on another day."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person


@pytest.fixture
async def booked(jean: Person) -> Person:
    """A chat on Wednesday at noon."""
    for text in ("im skint", "1", "1", "2", "2", "Jean Broon 14/2/51"):
        heard = await jean.says(text)
    assert "2 Wed 25 Nov, 12pm" in heard[-1]
    await jean.says("2")
    return jean


@pytest.mark.parametrize(
    "text", ["friday same time", "same time on friday", "friday at the same time please"]
)
async def test_another_day_is_taken_at_the_same_hour(booked: Person, text: str) -> None:
    await booked.says("can i move it")
    heard = await booked.says(text)
    assert "now Fri 27 Nov, 12pm" in heard[0]


@pytest.mark.parametrize(
    "text",
    ["can we do friday same time instead", "same time friday?",
     "cant make it, same time on friday?", "can i move it to friday same time",
     "can you make it the same time but friday", "friday same time", "same time, friday"],
)  # fmt: skip
async def test_where_nothing_is_asked_that_hour_is_offered(booked: Person, text: str) -> None:
    assert "1 Fri 27 Nov, 12pm" in (await booked.says(text))[0]


async def test_who_asks_if_it_is_the_same_time_is_told(booked: Person) -> None:
    heard = await booked.says("is it still the same time?")
    assert "Wed 25 Nov, 12pm" in heard[0]
