"""STOP ends all texting at every step, and only START undoes it."""

from __future__ import annotations

import pytest

from actions.basis.errors import NotAllowed
from tests.turn.conftest import Person

TO_BOOKED = ("nae money for the rent", "aye", "1", "1", "1", "Jean Broon 14/2/51", "1")


@pytest.mark.parametrize("texts_before", range(1, len(TO_BOOKED) + 1))
async def test_stop_at_every_step_ends_all_texts(jean: Person, texts_before: int) -> None:
    for text in TO_BOOKED[:texts_before]:
        await jean.says(text)
    assert len(await jean.says("STOP")) == 1
    for text in ("hello", "1", "am skint", "yes"):
        assert await jean.says(text) == []
    assert await jean.waits(days=60) == []
    assert (await jean.referral()).attention is not None


@pytest.mark.parametrize("words", ["pls stop texting me", "dinnae text me again", "Stop.", "stop"])
async def test_asking_in_other_words_is_asking(jean: Person, words: str) -> None:
    await jean.says("hello")
    await jean.says(words)
    assert await jean.says("hello") == []


@pytest.mark.parametrize(
    "text",
    [
        "lonely, need something to get me out the house",
        "the dwp are gonna take me off pip",
        "my family never contact me",
        "i dont want any contact with my ex",
        "no more messages from the bailiffs",
    ],
)
async def test_troubles_in_like_words_are_heard(jean: Person, text: str) -> None:
    heard = await jean.says(text)
    assert "START" not in " ".join(heard)
    assert await jean.says("can you help me") != []


async def test_who_cannot_be_texted_here_is_not_taken_off(jean: Person) -> None:
    await jean.refers()
    assert "116 123" in (await jean.says("dont text here my husband reads my phone"))[0]
    assert await jean.says("ok its safe now hes away") != []


async def test_in_doubt_we_say_how_to_stop(jean: Person) -> None:
    await jean.refers()
    heard = await jean.says("my back is bad and the hoose is a tip. leave me alone")
    assert ["text STOP" in text for text in heard] == [True]


async def test_only_start_undoes_it(jean: Person) -> None:
    await jean.says("hello")
    await jean.says("STOP")
    assert await jean.says("unstop") == []
    assert await jean.says("ok yes") == []
    assert len(await jean.says("start")) == 1
    assert await jean.says("am pure skint") != []


async def test_after_start_nobody_is_asked_to_phone_instead(jean: Person) -> None:
    await jean.refers()
    await jean.says("STOP")
    assert (await jean.referral()).attention == "opted_out"
    await jean.says("START")
    assert (await jean.referral()).attention is None


async def test_a_text_that_failed_under_a_stop_is_told_after_start(jean: Person) -> None:
    await jean.refers()
    await jean.says("STOP")
    referral = await jean.referral()
    async with jean.made.parts.db.begin() as uow:
        *_, last = await uow.messages.of_conversation(referral.conversation_id)
        last.status = "too_old"
    await jean.says("START")
    assert (await jean.referral()).attention == "delivery_failed"


async def test_a_link_worker_cannot_text_somebody_who_opted_out(jean: Person) -> None:
    await jean.says("hello")
    await jean.says("STOP")
    with pytest.raises(NotAllowed, match="Phone them"):
        await jean.made.staff(jean.contact, "reply", "Hello Jean")


async def test_whose_record_was_erased_is_not_begun_with_anew_until_start(jean: Person) -> None:
    await jean.says("hello")
    await jean.says("STOP")
    async with jean.made.parts.db.begin() as uow:
        patient = await uow.patients.by_contact(jean.made.practice.id, jean.contact)
        assert patient is not None
        await uow.patients.erase(patient.id, jean.made.clock.now())
    jean.seen.clear()
    assert await jean.says("hello again") == []
    assert len(await jean.says("START")) == 1
    assert await jean.says("am pure skint") != []


async def test_who_sends_us_away_is_put_before_a_person_and_still_texted(jean: Person) -> None:
    await jean.says("nae money for the rent")
    await jean.says("fuck off")
    assert (await jean.referral()).attention == "needs_a_person"
    assert await jean.says("sorry, 1")


async def test_who_wants_no_calls_is_put_before_a_person(jean: Person) -> None:
    await jean.says("nae money for the rent")
    await jean.says("stop calling me")
    assert (await jean.referral()).attention == "no_phone"


@pytest.mark.parametrize("text", ["fuck off", "how do I stop", "stop calling me"])
async def test_who_was_just_in_danger_is_told_nothing_of_stopping(jean: Person, text: str) -> None:
    await jean.says("i want to die")
    assert not any("STOP" in answer for answer in await jean.says(text))
