"""Thanks for news is no answer to whether this phone is safe, though that is asked behind it."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person


@pytest.fixture
async def back(jean: Person) -> Person:
    """Was being asked if texts are safe here, and has just been handed back."""
    await jean.says("nae money for the rent")
    assert "safe to text" in " ".join(await jean.says("aye"))
    await jean.made.staff(jean.contact, "take_over")
    await jean.made.staff(jean.contact, "reply", "Hi, it's Morag. I'll ring you at two.")
    await jean.reads()
    await jean.made.staff(jean.contact, "hand_back")
    heard = await jean.waits(minutes=1)
    assert "safe to text" in " ".join(heard)
    return jean


@pytest.mark.parametrize("text", ["ok thanks", "ok", "thank you"])
async def test_thanks_tell_nothing_of_the_phone(back, text):
    await back.says(text)
    assert (await back.patient()).safe_to_text == "unknown"


@pytest.mark.parametrize("text", ["1", "yes", "aye its safe"])
async def test_who_answers_is_heard(back, text):
    await back.says(text)
    assert (await back.patient()).safe_to_text == "yes"


async def test_a_question_asked_anew_takes_any_yes(back):
    await back.says("ok thanks")
    await back.says("why do you ask")
    await back.says("ok")
    assert (await back.patient()).safe_to_text == "yes"
