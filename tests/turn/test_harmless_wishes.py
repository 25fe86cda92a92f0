"""What a person would take for no goodbye is answered as what it is; what may be one is danger."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person


@pytest.mark.parametrize(
    "text",
    [
        "actually no i dont want it any more",
        "actually no. dont want the appointment any more",
        "naw a dinnae want it noo",
    ],
)
async def test_who_wants_the_chat_no_more_is_asked_if_it_shall_be_called_off(
    jean: Person, text: str
) -> None:
    await jean.refers()
    (heard,) = await jean.says(text)
    assert heard.startswith("Shall I call off Tue 24 Nov")
    assert (await jean.referral()).risk == "none"


async def test_who_wants_none_of_the_times_declines(jean: Person) -> None:
    for text in ("nae money for the rent", "aye", "1", "1", "2", "Jean Broon 14/2/51"):
        await jean.says(text)
    heard = " ".join(await jean.says("actually no i dont want it any more"))
    assert "When suits" not in heard
    assert (await jean.referral()).status == "waiting"


@pytest.mark.parametrize(
    "text", ["who will feed my cat when im away", "can somebody walk ma dug when im away"]
)
async def test_who_minds_a_pet_meanwhile_is_for_the_team(jean: Person, text: str) -> None:
    await jean.refers()
    await jean.says(text)
    assert (await jean.referral()).risk == "none"


@pytest.mark.parametrize(
    "text",
    [
        "who will feed my cat when im gone",
        "actually no i dont want this life any more",
        "dont want to be here any more",
        "i dont want to go on any more",
    ],
)
async def test_what_may_be_a_goodbye_is_danger(jean: Person, text: str) -> None:
    await jean.refers()
    heard = " ".join(await jean.says(text))
    for line in ("999", "111", "116 123"):
        assert line in heard


async def test_who_has_told_of_danger_is_heard_in_earnest(jean: Person) -> None:
    await jean.refers()
    await jean.says("want to die")
    await jean.says("who will feed my cat when im away")
    assert (await jean.referral()).risk == "crisis"


@pytest.mark.parametrize(
    "text",
    [
        "yes but leave it, can she phone me",
        "never mind, can she phone me",
        "leave it as it is but get her to ring me",
    ],
)
async def test_who_leaves_it_and_would_be_rung_gets_a_person(jean: Person, text: str) -> None:
    await jean.refers()
    await jean.says("can we move it to friday")
    (heard,) = await jean.says(text)
    assert "asked our team for a person" in heard
    assert (await jean.referral()).attention == "handoff"
    assert await jean.visit_status() == "booked"


async def test_who_would_rather_meet_by_phone_is_offered_such_times(jean: Person) -> None:
    await jean.refers()
    await jean.says("can we move it to friday")
    assert (await jean.says("can she phone me"))[0].count("by phone") == 3
