"""A need, and a wish about the visit, in one text: the need is heard and the wish is done."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person, reminded


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("my gas is off, can we move it to friday", "energy"),
        ("ma leccys off can we change it to friday", "energy"),
        ("can we move it to friday, ive nae money for the gas", "energy"),
        ("the landlord wants me oot. can i come friday instead", "housing"),
    ],
)
async def test_the_day_is_offered_once_the_need_is_heard(
    jean: Person, text: str, need: str
) -> None:
    await jean.refers()
    heard = await jean.says(text)
    assert "I've added what you said" in heard[-2]
    assert "1 Fri 27 Nov" in heard[-1]
    assert need in await jean.labels()


async def test_next_week_is_offered_to_who_has_lost_somebody(jean: Person) -> None:
    await jean.refers()
    heard = await jean.says("mum died, need to move my appointment to next week")
    assert heard[0].startswith("I'm so sorry.")
    assert "1 Tue 1 Dec" in heard[-1]


@pytest.mark.parametrize(
    ("text", "help_for_today"),
    [
        ("im getting evicted tomorrow can we make it friday", "The council must help"),
        ("got nae food and cant make tuesday", "Crisis Grant"),
    ],
)
async def test_help_for_today_comes_before_the_times(
    jean: Person, text: str, help_for_today: str
) -> None:
    await jean.refers()
    heard = await jean.says(text)
    assert help_for_today in heard[0]
    assert "Tell me a day".casefold() in heard[-1].casefold()
    assert (await jean.referral()).attention == "needs_a_person"


async def test_calling_off_beside_a_loss_is_asked_about(jean: Person) -> None:
    await jean.refers()
    heard = await jean.says("cancel my appointment, my mum died")
    assert heard[0].startswith("I'm so sorry.")
    assert heard[-1].startswith("Shall I call off")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("cant come my mum died", "I'm so sorry."),
        ("2 my gas is off", "Thanks, I've added what you said."),
        ("cant come, bailiffs are coming tomorrow", "Our team will see this first"),
        ("2 ive no food", "No food today?"),
        ("can we make it friday ive nae food in the hoose", "No food today?"),
    ],
)
async def test_at_a_reminder_the_need_is_heard_first_and_times_are_offered(
    jean: Person, text: str, first: str
) -> None:
    await reminded(jean)
    heard = await jean.says(text)
    assert heard[0].startswith(first)
    assert "Or tell me a day" in heard[-1]
    assert await jean.visit_status() == "booked"


async def test_a_yes_beside_a_need_is_still_a_yes(jean: Person) -> None:
    await reminded(jean)
    heard = await jean.says("1 and my gas is off")
    assert heard[0].startswith("Lovely, see you then.")
    assert await jean.visit_status() == "confirmed"


@pytest.mark.parametrize(
    "text",
    ["my son cant come home, im lonely", "can i change my landlord", "cancel my debt please"],
)
async def test_what_is_of_the_need_moves_nothing(jean: Person, text: str) -> None:
    await jean.refers()
    heard = await jean.says(text)
    assert "Or tell me a day" not in heard[-1]
    assert "Shall I call off" not in heard[-1]
