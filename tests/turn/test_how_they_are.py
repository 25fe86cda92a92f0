"""A check-in answered in other words than ours is an answer all the same."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person


@pytest.fixture
async def asked(jean: Person) -> Person:
    await jean.refers()
    heard = await jean.waits(days=16)
    assert "How have things been" in heard[-1]
    return jean


@pytest.mark.parametrize(
    "text",
    ["low", "barely coping", "struggling", "crap", "shite", "down", "😭", "tired", "im pretty low"],
)
async def test_who_is_low_is_worse(asked, text):
    assert "116 123" in (await asked.says(text))[0]
    assert (await asked.referral()).attention == "worse"


@pytest.mark.parametrize("text", ["lost my job", "skint"])
async def test_who_names_a_need_is_looked_at(asked, text):
    await asked.says(text)
    assert (await asked.referral()).attention == "wrote_again"


@pytest.mark.parametrize("text", ["got a job!!", "got my pip!", "i got the money"])
async def test_good_news_asks_for_no_help(asked, text):
    heard = await asked.says(text)
    assert len(heard) == 1
    assert "I've kept that for our team" in heard[0]
    assert (await asked.referral()).attention == "wrote_again"


async def test_news_that_is_not_good_is_a_need(asked):
    heard = await asked.says("got the sack and no money")
    assert "kept that for our team" not in heard[0]


@pytest.mark.parametrize(
    "text",
    ["no", "no thanks", "naw ta", "mind your own business", "mind yer ain business"],
)
async def test_who_would_rather_not_say_is_left(asked, text):
    heard = await asked.says(text)
    assert "If you'd like to talk" in heard[0]
    assert len(heard) == 1
