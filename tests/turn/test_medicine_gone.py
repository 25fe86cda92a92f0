"""Medicine that is gone is spoken of, whatever else cannot wait."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person

_PHARMACY = "Ask any pharmacy now"


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("stopped my insulin cant afford to eat", "Crisis Grant"),
        ("no food and no insulin left", "Crisis Grant"),
        ("landlord evicting me tomorrow and ive run out of insulin", "Nowhere to stay"),
    ],
)
async def test_medicine_comes_before_food_and_home(jean: Person, text: str, also: str) -> None:
    heard = await jean.says(text)
    assert _PHARMACY in heard[1]
    assert also in heard[2]
    assert (await jean.referral()).priority == "urgent"


async def test_it_is_named_once_a_day(jean: Person) -> None:
    await jean.refers()
    assert _PHARMACY in (await jean.says("no food and no insulin left"))[0]
    assert not any(_PHARMACY in text for text in await jean.says("still no food or insulin left"))


async def test_food_alone_leads_to_no_pharmacy(jean: Person) -> None:
    assert not any(_PHARMACY in text for text in await jean.says("no food in the house today"))


async def test_medicine_alone_is_told_of_once(jean: Person) -> None:
    heard = await jean.says("ive run out of insulin")
    assert sum(_PHARMACY in text for text in heard) == 1
