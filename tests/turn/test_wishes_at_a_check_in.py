"""What is wished for beside how somebody is: to be seen sooner, called after five, or not rung."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person


@pytest.fixture
async def asked(jean: Person) -> Person:
    await jean.refers()
    assert "How have things been" in (await jean.waits(days=16))[-1]
    return jean


async def _answer(jean: Person) -> str | None:
    referral = await jean.referral()
    async with jean.made.parts.db.read() as uow:
        check_in = await uow.check_ins.latest_sent(referral.id)
    return check_in.answer if check_in is not None else None


@pytest.mark.parametrize(
    "text",
    [
        "worse. can i see someone sooner",
        "waur. gonnae get me seen quicker",
        "worse please can somebody see me this week",
        "3 can i see somebody this week",
        "worse, any chance of something earlier",
        "worse. can i speak to someone sooner",
    ],
)
async def test_who_is_worse_and_would_be_seen_sooner_is_offered_times_and_seen_by_a_person(
    asked: Person, text: str
) -> None:
    heard = await asked.says(text)
    assert "116 123" in heard[0]
    assert "When suits for a chat?" in heard[1]
    assert await _answer(asked) == "worse"
    referral = await asked.referral()
    assert (referral.attention, referral.priority, referral.risk) == ("worse", "urgent", "none")


@pytest.mark.parametrize(
    "text",
    [
        "worse. i want to end it",
        "no better. want to be gone",
        "not better. theres no point",
        "worse. cant go on like this",
        "worse. can i see someone before i kill myself",
        "worse. can i see someone sooner or i will end it",
    ],
)
async def test_danger_beside_it_is_danger_all_the_same(asked: Person, text: str) -> None:
    (heard,) = await asked.says(text)
    assert "If life is in danger call 999" in heard
    assert (await asked.referral()).priority == "crisis"


async def test_who_is_home_from_hospital_and_no_better_is_in_no_crisis(asked: Person) -> None:
    heard = await asked.says("no better. not in hospital anymore tho")
    assert "Thanks for telling me" in heard[0]
    assert "kept that for our team" in heard[1]
    assert await _answer(asked) == "same"
    assert (await asked.referral()).risk == "none"


@pytest.mark.parametrize(
    "text", ["4 but dont phone", "4 but no calls", "4 text only", "4 but text me dont phone"]
)
async def test_a_call_that_is_to_be_a_text_is_promised_as_one(asked: Person, text: str) -> None:
    heard = await asked.says(text)
    assert heard == [
        "OK, I've asked our link worker to text you, not phone. If you're in danger call 999."
    ]
    assert await _answer(asked) == "call"
    assert (await asked.referral()).attention == "no_phone"


async def test_who_asks_for_a_call_later_is_promised_one(asked: Person) -> None:
    await asked.says("4 but dont phone")
    assert "will text or call you" in (await asked.says("call me after all"))[0]


@pytest.mark.parametrize(
    "text",
    ["call me after 5", "gie me a phone efter 5", "phone me tomorrow", "call me on my landline"],
)
async def test_when_to_call_is_kept_and_the_call_is_the_answer(asked: Person, text: str) -> None:
    heard = await asked.says(text)
    assert "asked our link worker to call you" in heard[0]
    assert "kept that for our team" in heard[1]
    assert await _answer(asked) == "call"
    assert (await asked.referral()).attention == "call_me"


@pytest.mark.parametrize("text", ["ring me when you can", "aye gie us a bell", "4 after 5pm"])
async def test_a_call_at_any_time_is_the_answer(asked: Person, text: str) -> None:
    (heard,) = await asked.says(text)
    assert "asked our link worker to call you" in heard
    assert await _answer(asked) == "call"


@pytest.mark.parametrize("text", ["can i see someone sooner", "need to be seen sooner"])
async def test_before_a_chat_times_sooner_are_looked_for(jean: Person, text: str) -> None:
    await jean.refers()
    (heard,) = await jean.says(text)
    assert "One of these?" in heard
    assert (await jean.referral()).risk == "none"


async def test_another_chat_beside_the_same_is_offered(asked: Person) -> None:
    heard = await asked.says("2. any chance of another chat")
    assert "When suits for a chat?" in heard[-1]
    assert await _answer(asked) == "same"
