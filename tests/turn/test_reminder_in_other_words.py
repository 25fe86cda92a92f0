"""A reminder is answered in passing: behind an excuse, by one's hours, by calling it off."""

from __future__ import annotations

import pytest

from tests.turn.conftest import reminded


@pytest.mark.parametrize(
    "text",
    [
        "Oh I forgot! yes I'll come",
        "Oh I'd forgotten all about it, thanks. I'll be there",
        "running late for work but yes ill be there",
    ],
)
async def test_a_yes_behind_an_excuse_is_a_yes(jean, text):
    await reminded(jean)
    assert "see you then" in (await jean.says(text))[0]
    assert await jean.visit_status() == "confirmed"


async def test_what_is_told_before_the_yes_is_read_by_a_person(jean):
    await reminded(jean)
    assert "kept that for our team" in (await jean.says("sorry, been in hospital. yes"))[-1]
    assert await jean.visit_status() == "confirmed"


@pytest.mark.parametrize(
    "text", ["not sure i can, if my bairn is better yes", "i dont want to come, its no use, fine"]
)
async def test_a_yes_behind_a_doubt_is_none(jean, text):
    await reminded(jean)
    assert "see you then" not in (await jean.says(text))[0]
    assert await jean.visit_status() == "booked"


async def test_hours_of_work_ask_for_another_time_and_for_no_help_with_work(jean):
    await reminded(jean)
    (heard,) = await jean.says("i start work at 10 now")
    assert "Which of these suits?" in heard
    assert "9:30am" in heard
    assert "work" not in await jean.labels()


@pytest.mark.parametrize(
    "text", ["can't, my car broke down", "I'm on holiday then", "please cancel and rebook"]
)
async def test_who_cannot_come_then_is_offered_other_times(jean, text):
    await reminded(jean)
    assert "When suits" in (await jean.says(text))[0]


async def test_cancel_with_a_please_is_no_stop_and_is_asked_about_once_more(jean):
    await reminded(jean)
    assert "Shall I call off Thu 3 Dec" in (await jean.says("CANCEL please"))[0]
    assert "called off" in (await jean.says("yes"))[0]


@pytest.mark.parametrize("text", ["is it still on", "does she phone me"])
async def test_who_asks_if_it_is_on_is_told(jean, text):
    await reminded(jean)
    assert "Thu 3 Dec, 2pm" in (await jean.says(text))[0]
