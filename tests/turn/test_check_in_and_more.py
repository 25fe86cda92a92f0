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
        ("better. my number is changing to 07700900555", "kept that for our team"),
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


@pytest.mark.parametrize("text", ["3 my daughter died", "dead"])
async def test_a_number_with_why_and_one_grim_word_are_worse(asked: Person, text: str) -> None:
    assert "116 123" in (await asked.says(text))[0]
    assert (await asked.referral()).attention == "worse"


@pytest.mark.parametrize("text", ["3 weeks of hell", "2 kids sick and no money"])
async def test_a_number_of_something_is_no_answer(asked: Person, text: str) -> None:
    await asked.says(text)
    async with asked.made.parts.db.read() as uow:
        check_in = await uow.check_ins.latest_sent((await asked.referral()).id)
    assert check_in is None or check_in.answer is None


@pytest.mark.parametrize("text", ["worse, dont text back", "worse. its not safe to text"])
async def test_worse_where_no_text_is_safe_rises_and_says_little(asked: Person, text: str) -> None:
    (heard,) = await asked.says(text)
    assert heard == "OK, I've asked a person to look at this. If you are in danger call 999."
    assert (await asked.referral()).attention == "worse"
    assert (await asked.patient()).scheduled_texts_held


async def test_what_was_told_beside_one_answer_is_not_said_of_the_next(asked: Person) -> None:
    await asked.says("same but money's short again")
    assert "good to hear" in (await asked.says("1"))[0]
