"""What is told where something else is asked, or nothing yet: kept, heard by a person, answered."""

from __future__ import annotations

import pytest

from bot.delivery.attention import reasons
from tests.turn.conftest import Person


@pytest.fixture
async def asked_if_safe(jean: Person) -> Person:
    """Who is asked whether it is safe to text them."""
    for text in ("im skint", "1"):
        heard = await jean.says(text)
    assert "safe to text" in heard[-1]
    return jean


@pytest.mark.parametrize(
    "text",
    ["bye", "never mind", "forget it", "nevermind", "och forget it", "leave it", "doesnt matter",
     "bye now", "sorry, never mind", "changed my mind"],
)  # fmt: skip
async def test_who_takes_leave_is_asked_for_no_need(jean: Person, text: str) -> None:
    heard = await jean.says(text)
    assert "automated service" in heard[0]
    assert "whenever suits you" in heard[1]
    assert len(heard) == 2
    assert "about money" in (await jean.says("actually im skint"))[0]


async def test_who_takes_leave_twice_is_not_welcomed_again(jean: Person) -> None:
    await jean.says("never mind")
    assert "whenever suits you" in (await jean.says("bye"))[0]


@pytest.mark.parametrize(
    "text", ["goodbye and thanks for everything", "forget it, whats the point anymore"]
)
async def test_leave_that_hints_at_danger_is_answered_with_the_crisis_lines(
    jean: Person, text: str
) -> None:
    assert "999" in (await jean.says(text))[0]
    assert (await jean.referral()).risk == "crisis"


@pytest.mark.parametrize(
    "text",
    ["dunno", "dinnae ken", "dont know where to start", "no idea", "im no sure", "idk really",
     "i dont know what to say", "no a clue"],
)  # fmt: skip
async def test_who_does_not_know_is_told_what_it_may_be_about(jean: Person, text: str) -> None:
    assert "That's OK. Is it about money" in (await jean.says(text))[-1]


async def test_so_is_who_does_not_know_once_asked(jean: Person) -> None:
    await jean.says("hello")
    assert "That's OK. Is it about money" in (await jean.says("dunno"))[-1]


@pytest.mark.parametrize(
    "text",
    ["this is rubbish, you never phoned my mum", "yous never phoned ma mum",
     "you said you would phone me", "you havent phoned me", "nobody phoned my dad",
     "you didnt call my husband"],
)  # fmt: skip
async def test_who_complains_of_no_call_gets_a_person(jean: Person, text: str) -> None:
    assert "asked our team for a person" in (await jean.says(text))[-1]
    assert "handoff" in reasons(await jean.referral())


async def test_a_complaint_beside_a_need_is_heard_as_well(jean: Person) -> None:
    assert "about money" in (await jean.says("you never phoned me and im still skint"))[-1]
    assert "needs_a_person" in reasons(await jean.referral())


@pytest.mark.parametrize(
    "text",
    ["what about thursday?", "could i do thursday?", "is thursday ok?", "thursdays are best"],
)
async def test_a_day_named_too_early_is_kept(asked_if_safe: Person, text: str) -> None:
    heard = await asked_if_safe.says(text)
    assert heard[0] == "Thanks, I've kept that."
    assert "safe to text" in heard[1]
    for answer in ("1", "1", "2", "Jean Broon 14/2/51"):
        heard = await asked_if_safe.says(answer)
    assert "1 Thu 26 Nov" in heard[-1]


async def test_who_they_are_told_too_early_is_said_to_be_kept(asked_if_safe: Person) -> None:
    heard = await asked_if_safe.says("Jean Broon 14/2/51")
    assert heard[0] == "Thanks, I've kept that."
    for answer in ("1", "1", "2"):
        heard = await asked_if_safe.says(answer)
    assert "When suits" in heard[-1]


@pytest.mark.parametrize(
    "text",
    ["yes its safe im Jean Broon 14/2/51", "aye, my name is Jean Broon 14/2/51",
     "its my phone only. Jean Broon 14/2/1951", "Jean Broon 14/2/1951 yes its safe"],
)  # fmt: skip
async def test_the_answer_beside_a_name_is_taken(asked_if_safe: Person, text: str) -> None:
    assert "money worry" in (await asked_if_safe.says(text))[0]
    assert (await asked_if_safe.says("1"))[0].startswith("Is anything happening")
    assert "When suits" in (await asked_if_safe.says("2"))[-1]


@pytest.mark.parametrize(
    "text",
    ["is my phone only", "is only me", "only me see it", "is just mine", "only i can read",
     "is my private phone", "no other person see it", "is only for me"],
)  # fmt: skip
async def test_a_phone_of_ones_own_in_little_english(asked_if_safe: Person, text: str) -> None:
    assert "money worry" in (await asked_if_safe.says(text))[0]


@pytest.mark.parametrize(
    "text", ["is my husband see it", "not only me see it", "is it my mum only"]
)
async def test_none_of_these_says_that_it_is_safe(asked_if_safe: Person, text: str) -> None:
    heard = await asked_if_safe.says(text)
    assert (await asked_if_safe.patient()).safe_to_text != "yes", heard


@pytest.mark.parametrize(
    "text", ["what do you mean by safe?", "whit dae ye mean safe", "what does safe mean"]
)
async def test_what_safe_means_is_told_at_a_later_question(
    asked_if_safe: Person, text: str
) -> None:
    await asked_if_safe.says("1")
    heard = await asked_if_safe.says(text)
    assert "Some people share a phone" in heard[0]
    assert "money worry" in heard[1]


@pytest.mark.parametrize(
    "text",
    ["my mum's deaf, cant hear the phone", "i look after my dad, he cant hear on the phone",
     "my mum is deaf so no phone calls please, she needs a hand with shopping"],
)  # fmt: skip
async def test_who_cannot_hear_the_phone_is_offered_no_call(jean: Person, text: str) -> None:
    heard = await jean.says(text)
    assert "no_phone" in reasons(await jean.referral())
    for _ in range(6):
        if "When suits" in heard[-1]:
            break
        asks_name = "date of birth" in heard[-1]
        heard = await jean.says("Jean Broon 14/2/51" if asks_name else "1")
    assert "When suits" in heard[-1]
    assert "by phone" not in heard[-1]


async def test_a_person_hears_of_somebody_deaf(jean: Person) -> None:
    await jean.says("im lookin after ma deaf mum and am knackered")
    assert "needs_a_person" in reasons(await jean.referral())


async def test_a_name_of_a_word_of_talk_is_kept_with_its_date(asked_if_safe: Person) -> None:
    assert (await asked_if_safe.says("Effie Low 2 feb 1949"))[0] == "Thanks, I've kept that."


@pytest.mark.parametrize(
    "text",
    ["can i see someone about my debts on thursday",
     "could i speak to somebody about debt thursday",
     "im skint. can i get an appointment on thursday"],
)  # fmt: skip
async def test_a_day_asked_for_with_the_need_is_offered(jean: Person, text: str) -> None:
    await jean.says(text)
    for answer in ("1", "1", "1", "2", "Jean Broon 14/2/51"):
        heard = await jean.says(answer)
    assert "1 Thu 26 Nov" in heard[-1]


async def test_the_day_of_another_appointment_is_none(jean: Person) -> None:
    await jean.says("i had to get an appointment at the hospital on thursday and im skint")
    for answer in ("1", "1", "1", "2", "Jean Broon 14/2/51"):
        heard = await jean.says(answer)
    assert "1 Tue 24 Nov" in heard[-1]


async def test_that_nobody_else_reads_it_tells_of_no_loneliness(jean: Person) -> None:
    await jean.says("im skint. its my own phone, nobody else reads it")
    assert await jean.labels() == {"money"}


@pytest.mark.parametrize("text", ["whys that your business", "whats it to you"])
async def test_who_asks_what_it_is_to_us_is_told(asked_if_safe: Person, text: str) -> None:
    assert "yours to decide" in (await asked_if_safe.says(text))[0]


async def test_who_doubts_that_we_listen_hears_who_reads_it(asked_if_safe: Person) -> None:
    assert "A person reads it all" in (await asked_if_safe.says("are you even listening"))[0]


async def test_who_forgot_the_question_is_asked_it_again(asked_if_safe: Person) -> None:
    await asked_if_safe.says("1")
    assert "money worry" in (await asked_if_safe.says("cant remember where we were"))[0]


@pytest.mark.parametrize(
    ("text", "answer"),
    [("actually forget the whole thing", "Shall I call off"), ("am no fit tae come", "When suits")],
)
async def test_a_booked_chat_is_given_up_or_moved(jean: Person, text: str, answer: str) -> None:
    for said in ("im skint", "1", "1", "2", "2", "Jean Broon 14/2/51", "2"):
        await jean.says(said)
    assert answer in (await jean.says(text))[0]


async def test_nobody_is_thanked_for_an_aye(jean: Person) -> None:
    await jean.says("no great")
    assert (await jean.says("aye"))[0].startswith("That's OK. Is it about")


@pytest.mark.parametrize(
    "text", ["sorry wrong button", "didnt mean to text you", "sent by mistake"]
)
async def test_who_texts_by_mistake_is_asked_nothing(jean: Person, text: str) -> None:
    heard = await jean.says(text)
    assert "automated service" in heard[0]
    assert "whenever suits you" in heard[1]


@pytest.mark.parametrize("text", ["evenings only im at work", "evenings only i am working"])
async def test_why_only_then_refuses_nothing(asked_if_safe: Person, text: str) -> None:
    for answer in ("1", "1", "2", "Jean Broon 14/2/51"):
        await asked_if_safe.says(answer)
    assert "Not free then" in (await asked_if_safe.says(text))[0]
