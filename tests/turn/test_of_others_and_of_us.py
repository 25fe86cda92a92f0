"""Appointments and calls of somebody else are not ours, and a question about ours is no request."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person, reminded


@pytest.mark.parametrize(
    "text",
    [
        "i cant get an appointment with the doctor for weeks",
        "cant make my dentist appointment",
        "cant get to the appointment without a lift is there a bus",
        "I wont be late for my appointment",
        "dont worry i wont miss my appointment",
        "need to cancel my hospital appointment",
    ],
)
async def test_what_is_not_to_be_called_off_stands(jean: Person, text: str) -> None:
    await jean.refers()
    assert not any("call off" in heard or "suits" in heard for heard in await jean.says(text))


@pytest.mark.parametrize(
    "text",
    [
        "i cant make my appointment",
        "wont manage to come to the appointment",
        "cant attend my next appointment",
        "cant make fridays appointment",
        "wont be at my appointment",
    ],
)
async def test_who_cannot_come_to_ours_may_call_it_off(jean: Person, text: str) -> None:
    await jean.refers()
    assert "call off" in (await jean.says(text))[-1]


@pytest.mark.parametrize(
    "text",
    [
        "will you phone me or do i phone you",
        "which number will you phone on",
        "did morag phone me yesterday",
        "can you call me an hour later",
        "the hospital are going to ring me that morning so can we change the time",
    ],
)
async def test_a_question_about_a_call_is_no_wish_for_a_person(jean: Person, text: str) -> None:
    await jean.refers()
    assert not any("for a person" in heard for heard in await jean.says(text))
    assert (await jean.referral()).attention != "handoff"


async def test_a_yes_beside_a_question_about_the_call_is_kept(jean: Person) -> None:
    await reminded(jean)
    assert "see you then" in (await jean.says("yes will she phone my mobile"))[0]


async def test_another_of_the_household_hears_nothing_of_what_is_booked(jean: Person) -> None:
    await jean.refers()
    text = "this is davie, my wife booked with you, can i get an appointment as well"
    heard = await jean.says(text)
    assert heard == ["Thanks, that's kept. A person will read it. In danger? Call 999."]
    assert (await jean.referral()).attention == "wrong_number"


@pytest.mark.parametrize("text", ["its an emergency", "EMERGENCY!", "this is an emergency"])
async def test_an_emergency_hears_whom_to_call(jean: Person, text: str) -> None:
    await jean.refers()
    assert "999" in (await jean.says(text))[0]
    assert (await jean.referral()).attention == "handoff"
