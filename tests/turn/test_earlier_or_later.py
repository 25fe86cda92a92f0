"""Another time is told by the one that is booked, or by the hours of somebody's work."""

from __future__ import annotations

import pytest

from tests.turn.conftest import reminded


async def test_an_hour_later_is_offered(jean):
    await reminded(jean)  # of Thu 3 Dec, 2pm
    assert "Thu 3 Dec, 3pm" in (await jean.says("can we do it an hour later"))[-1]


async def test_so_it_is_out_of_the_blue(jean):
    await reminded(jean)
    await jean.says("1")
    assert "Thu 3 Dec, 2:30pm" in (await jean.says("can we make it half an hour later"))[-1]


@pytest.mark.parametrize("text", ["later", "can it be a bit later", "too early", "ok but later"])
async def test_a_bit_later_is_on_that_day(jean, text):
    await reminded(jean)
    heard = (await jean.says(text))[-1]
    assert heard.count("Thu 3 Dec") == 3


async def test_sooner_is_before_it(jean):
    await reminded(jean)
    heard = (await jean.says("is there anything sooner"))[-1]
    assert "1 Tue 1 Dec" in heard


async def test_who_is_late_is_offered_no_other_time(jean):
    await reminded(jean)
    assert "Which of these" not in " ".join(await jean.says("ill be a bit late"))


@pytest.mark.parametrize("text", ["the bus doesnt get in till half 2", "i finish work at 2:30"])
async def test_hours_of_work_or_a_bus_are_a_time_after_them(jean, text):
    await reminded(jean)
    heard = (await jean.says(text))[-1]
    assert heard.count("2:30pm") + heard.count("3pm") == 3


async def test_in_person_beside_a_yes_is_offered(jean):
    await reminded(jean)
    heard = await jean.says("ok but can it be in person")
    assert heard[0].count("in person") == 3
