"""What is asked, refused or told beside the times on offer: a number, a way, a question."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person
from tests.turn.test_waiting_list import coming


@pytest.fixture
async def offered(jean: Person) -> Person:
    """Times are on offer: Tuesday by phone, Wednesday by phone, Thursday in person."""
    for text in ("nae money for the rent", "aye", "1", "1", "2", "Jean Broon 14/2/51"):
        heard = await jean.says(text)
    assert "1 Tue 24 Nov" in heard[-1]
    return jean


@pytest.mark.parametrize(
    "text",
    [
        "1 please. my number is 07700900456",
        "1, but phone my landline 0141 496 0123",
        "1 ring me on 07700900456",
        "07700900456 is my number. 1 please",
    ],
)
async def test_a_number_beside_a_choice_hides_it_not_and_a_person_reads_it(offered, text):
    booked, *_, kept = await offered.says(text)
    assert "Tue 24 Nov" in booked
    assert "kept that for our team" in kept
    assert (await offered.referral()).attention == "needs_a_person"


@pytest.mark.parametrize(
    "text", ["ring me on 07700900456", "can someone phone me on 0141 496 0123 today"]
)
async def test_a_number_alone_asks_for_a_call(offered, text):
    await offered.says(text)
    assert (await offered.referral()).attention == "handoff"


@pytest.mark.parametrize(
    "text", ["does it have to be in person", "do i have to come in", "i dont want to come in"]
)
async def test_who_would_rather_not_come_in_is_offered_the_phone(offered, text):
    assert (await offered.says(text))[0].count("by phone") == 3


async def test_who_signs_on_on_a_day_is_not_offered_it(offered):
    (heard,) = await offered.says("i've to sign on tuesdays")
    assert "1 Wed 25 Nov" in heard
    assert "Tue" not in heard


@pytest.mark.parametrize(
    ("text", "first"),
    [("after skl 1st one", "1 Tue 24 Nov, 3:30pm"), ("last thing friday", "1 Fri 27 Nov, 3pm")],
)
async def test_a_time_of_day_is_read(offered, text, first):
    assert first in (await offered.says(text))[0]


async def test_no_thanks_and_what_they_do_instead_is_no(offered):
    assert "No problem" in (await offered.says("no thanks I'll phone the surgery"))[0]
    assert await coming(offered) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("will she phone me or do i phone", "Nothing is booked yet"),
        ("id rather text", "to text you, not phone"),
        ("i need someone with me", "someone with you"),
        ("is it my own GP i see", "isn't a doctor"),
    ],
)
async def test_a_question_is_answered_and_the_times_are_put_again(offered, text, told):
    heard = await offered.says(text)
    assert told in heard[0]
    assert "1 Tue 24 Nov" in heard[-1]
