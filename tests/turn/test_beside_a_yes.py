"""What stands beside a yes to a reminder is heard: a condition, another time, news."""

from __future__ import annotations

import pytest

from tests.turn.conftest import reminded


@pytest.mark.parametrize(
    "text",
    ["ill be in but no afore 3", "ill be there but not before 3", "aye but only after 3"],
)
async def test_a_condition_is_offered_times(jean, text):
    await reminded(jean)
    heard = await jean.says(text)
    assert "1 " in heard[0]
    assert "see you then" not in heard[0]
    assert await jean.visit_status() == "booked"


@pytest.mark.parametrize("text", ["ok wednesday at 2", "ok friday at 2"])
async def test_another_time_is_no_yes(jean, text):
    await reminded(jean)
    heard = await jean.says(text)
    assert "see you then" not in " ".join(heard)
    assert await jean.visit_status() == "booked"


@pytest.mark.parametrize(
    "text", ["yes. also the gas is off", "aye also lost ma keys", "1 also rain"]
)
async def test_news_behind_also_is_kept(jean, text):
    await reminded(jean)
    heard = " ".join(await jean.says(text))
    assert "see you then" in heard
    assert (await jean.referral()).attention is not None


@pytest.mark.parametrize("text", ["ok thursday at 2", "yes thursday at 2pm is fine"])
async def test_the_time_that_is_booked_is_a_yes(jean, text):
    await reminded(jean)
    assert "see you then" in (await jean.says(text))[0]


@pytest.mark.parametrize(
    "text", ["no, bailiffs are coming", "no my mum's coming", "no, the plumber is coming that day"]
)
async def test_no_while_somebody_else_comes_is_no_yes(jean, text):
    await reminded(jean)
    heard = await jean.says(text)
    assert "When suits for a chat?" in heard[-1]
    assert await jean.visit_status() == "booked"


@pytest.mark.parametrize(
    "text", ["the gas man is coming then", "sorry my sister is coming up from london"]
)
async def test_who_else_comes_confirms_nothing(jean, text):
    await reminded(jean)
    assert "kept that for our team" in (await jean.says(text))[-1]
    assert await jean.visit_status() == "booked"


@pytest.mark.parametrize(
    "text", ["no ill be there", "no im still coming", "my daughter's coming with me", "coming"]
)
async def test_who_comes_is_coming_with_whomever(jean, text):
    await reminded(jean)
    assert "see you then" in (await jean.says(text))[0]
    assert await jean.visit_status() == "confirmed"


async def test_who_else_comes_beside_a_yes_is_for_a_person(jean):
    await reminded(jean)
    heard = await jean.says("aye but the gas man is coming at 2")
    assert "see you then" in heard[0]
    assert (await jean.referral()).attention == "needs_a_person"
