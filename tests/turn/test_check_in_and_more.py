"""What is told or asked beside "better" or "the same" is heard too."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person


@pytest.fixture
async def asked(jean: Person) -> Person:
    await jean.refers()
    assert "How have things been" in (await jean.waits(days=16))[-1]
    return jean


@pytest.mark.parametrize("text", ["better thanks but now im lonely", "same but my mum died"])
async def test_a_new_need_is_asked_about_and_a_person_looks(asked: Person, text: str) -> None:
    heard = await asked.says(text)
    assert "good to hear" not in heard[0]
    assert "It sounds like this is about" in heard[-1]
    assert (await asked.referral()).attention == "wrote_again"


async def test_a_need_that_was_told_before_is_not_good_to_hear_either(asked: Person) -> None:
    heard = await asked.says("better thanks but money's short again")
    assert heard[0] == "Thanks for telling me. I'm glad that some of it is better."
    assert "kept that for our team" in heard[1]


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("better, can i book another chat", "When suits for a chat?"),
        ("same. can i move my chat", "When suits for a chat?"),
        ("better, when does she come round next", "kept that for our team"),
    ],
)
async def test_what_is_asked_beside_it_is_not_lost(asked: Person, text: str, then: str) -> None:
    heard = await asked.says(text)
    assert then in heard[-1]
    assert len(heard) == 2


@pytest.mark.parametrize("text", ["better now thanks", "better, thanks to morag"])
async def test_better_alone_is_good_to_hear(asked: Person, text: str) -> None:
    (heard,) = await asked.says(text)
    assert "good to hear" in heard


async def test_who_answers_late_is_no_longer_said_to_be_silent(asked: Person) -> None:
    await asked.waits(days=9)
    assert (await asked.referral()).attention == "no_reply"
    await asked.says("better")
    assert (await asked.referral()).attention is None
