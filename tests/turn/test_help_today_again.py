"""Help for today is named again to who needs it again, weeks after it was first."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person


@pytest.fixture
async def helped(jean: Person) -> Person:
    """Told us at first that they had nowhere to stay, and has had the check-in since."""
    heard = await jean.says("skint and im getting put oot ma flat the morn")
    assert "Nowhere to stay" in " ".join(heard)
    for text in ("1", "1", "1", "1", "Jean Broon 14/2/61", "1"):
        await jean.says(text)
    await jean.waits(days=16)
    return jean


@pytest.mark.parametrize(
    ("text", "help_today"),
    [
        ("im homeless now", "The council must help"),
        ("no food in the house for the weans and no money till monday", "Crisis Grant"),
        ("meter has ran out no heating and the baby is freezing", "No heat or power"),
    ],
)
async def test_who_tells_weeks_later_what_cannot_wait_hears_of_help_today(helped, text, help_today):
    assert help_today in " ".join(await helped.says(text))
    assert (await helped.referral()).attention == "needs_a_person"


async def test_it_is_not_said_twice_in_one_day(helped):
    await helped.says("im homeless now")
    assert "must help" not in " ".join(await helped.says("im homeless now, nowhere to go"))


async def test_each_kind_of_help_is_named(helped):
    await helped.says("im homeless now")
    heard = await helped.says("no food in the house for the weans and no money till monday")
    assert "Crisis Grant" in " ".join(heard)
