"""Once a link worker has a conversation, automation is silent until it is handed back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.turn.conftest import Person


async def test_automation_is_silent_after_a_take_over(jean: Person) -> None:
    await jean.says("nae money for the rent")
    await jean.made.staff(jean.contact, "take_over")
    for text in ("aye", "1", "can i speak to a person", "help me wi food"):
        assert await jean.says(text) == []
    assert [str(each.text) for each in await jean.messages()].count("aye") == 1


@pytest.mark.parametrize("text", ["who is this", "wrong number"])
async def test_who_asks_the_link_worker_who_they_are_is_not_frozen(jean: Person, text: str) -> None:
    """The link worker reads it, and can still answer."""
    await jean.says("nae money for the rent")
    await jean.made.staff(jean.contact, "take_over")
    await jean.made.staff(jean.contact, "reply", "Hi, fancy a blether about your rent?")
    await jean.reads()
    assert await jean.says(text) == []
    assert (await jean.referral()).attention == "wrong_number"
    patient = await jean.patient()
    assert (patient.scheduled_texts_held, patient.neutral_wording) == (True, True)
    await jean.made.staff(jean.contact, "reply", "It's Morag, from your practice.")
    assert await jean.reads() == ["It's Morag, from your practice."]


async def test_a_phone_that_is_not_safe_any_more_gets_nothing_planned(jean: Person) -> None:
    """The link worker reads it, and answers as they see fit."""
    await jean.refers()
    await jean.made.staff(jean.contact, "take_over")
    assert await jean.says("its not safe he looks at it") == []
    patient = await jean.patient()
    assert (patient.safe_to_text, patient.scheduled_texts_held) == ("no", True)
    assert (await jean.referral()).attention == "not_safe_to_text"
    assert await jean.waits(days=16) == []


async def test_the_link_workers_words_arrive_unchanged(jean: Person) -> None:
    await jean.says("nae money for the rent")
    await jean.made.staff(jean.contact, "reply", "Hiya Jean – it’s Morag. I’ll ring at 2 😊")
    assert await jean.reads() == ["Hiya Jean – it’s Morag. I’ll ring at 2 😊"]


async def test_curly_quotes_are_made_plain_where_that_saves_a_segment(jean: Person) -> None:
    await jean.says("nae money for the rent")
    await jean.made.staff(jean.contact, "reply", "I’ll ring at 2 – is that ok?")
    assert await jean.reads() == ["I'll ring at 2 - is that ok?"]


async def test_a_reminder_waits_while_a_link_worker_has_the_conversation(jean: Person) -> None:
    await jean.refers()
    await jean.made.staff(jean.contact, "take_over")
    assert await jean.waits(days=30) == []


async def test_handed_back_it_answers_again(jean: Person) -> None:
    await jean.says("nae money for the rent")
    await jean.made.staff(jean.contact, "take_over")
    await jean.says("aye")
    await jean.made.staff(jean.contact, "hand_back")
    back = await jean.reads()
    assert any("Blether" in text for text in back)
    assert await jean.says("aye") != []


async def test_first_human_is_timed(jean: Person) -> None:
    await jean.says("nae money for the rent")
    jean.made.clock.advance(timedelta(minutes=20))
    await jean.made.staff(jean.contact, "take_over")
    referral = await jean.referral()
    assert referral.first_human_at is not None
    assert referral.first_human_at - referral.created_at == timedelta(minutes=20)
