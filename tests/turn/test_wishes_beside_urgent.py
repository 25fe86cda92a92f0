"""What is asked for beside help that cannot wait is done, with no room to say so."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person

MOST_TEXTS = 3


async def test_an_interpreter_asked_for_without_food_breaks_nothing(jean: Person) -> None:
    heard = await jean.says("can i have an interpreter, we have no food in the house")
    assert len(heard) == MOST_TEXTS
    assert "No food today?" in heard[1]
    assert "Is that right?" in heard[2]
    assert (await jean.referral()).attention == "language"


@pytest.mark.parametrize(
    "text",
    [
        "hello. me deaf. BSL. need help house. landlord he say out. no phone call please text only",
        "please dont phone me just text. ive no food in and no money",
        "No calls. I stammer badly. Benefits stopped and nothing to eat",
        "text me dont ring, im homeless from tonight",
    ],
)
async def test_who_is_not_to_be_phoned_is_offered_no_time_by_phone(jean: Person, text: str) -> None:
    heard = await jean.says(text)
    assert "Is that right?" in heard[-1]
    assert (await jean.referral()).attention == "no_phone"
    for answer in ("1", "1", "1", "2", "Jean Broon 14/2/51"):
        heard = await jean.says(answer)
        if "When suits for a chat?" in heard[-1]:
            break
    assert "in person" in heard[-1]
    assert "by phone" not in heard[-1]


async def test_a_woman_asked_for_beside_a_night_outside_is_told_the_team(jean: Person) -> None:
    heard = await jean.says("id rather see a woman. homeless tonight")
    assert "Nowhere to stay" in heard[1]
    assert (await jean.referral()).attention == "needs_a_person"


async def test_a_quiet_phone_refuses_no_calls(jean: Person) -> None:
    await jean.says("my kids never ring, i get no calls. lonely")
    assert (await jean.referral()).attention is None


async def test_no_phone_calls_is_no_no_to_what_was_understood(jean: Person) -> None:
    await jean.says("skint")
    await jean.says("no phone calls please, and now ive no food in the house")
    assert await jean.labels() == {"money", "food"}
