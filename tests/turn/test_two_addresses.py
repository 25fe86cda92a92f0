"""One number writes by text and by WhatsApp: STOP and START are the person's, not a channel's."""

from __future__ import annotations

import secrets
from typing import Any, Literal

import pytest

from bot.inbound import InboundMessage
from tests.turn.conftest import Person

NUMBER = "+447700900123"


def contact_on(channel: Literal["sms", "whatsapp"]) -> str:
    return NUMBER if channel == "sms" else f"whatsapp:{NUMBER}"


async def write(jean: Person, channel: Literal["sms", "whatsapp"], text: str, **more: Any) -> None:
    """As the carrier brings it."""
    inbound = InboundMessage(
        channel=channel,
        contact=contact_on(channel),
        provider="twilio",
        provider_id=secrets.token_hex(8),
        practice_id=jean.made.practice.id,
        text=text,
        at=jean.made.clock.now(),
        **more,
    )
    await jean.made.parts.turns.receive(inbound)


async def answers(jean: Person, channel: Literal["sms", "whatsapp"]) -> list[str]:
    """All that was queued to this address, in order; nothing carries it away here."""
    async with jean.made.parts.db.read() as uow:
        patient = await uow.patients.by_contact(jean.made.practice.id, contact_on(channel))
        if patient is None:
            return []
        messages = await uow.messages.of_patient(patient.id, limit=500)
    ordered = sorted(messages, key=lambda one: one.id)
    return [str(one.text) for one in ordered if one.direction == "out"]


async def test_stop_by_whatsapp_ends_texts_too_and_start_on_either_begins_both(
    jean: Person,
) -> None:
    await write(jean, "sms", "am lonely")
    await write(jean, "whatsapp", "and hungry")
    await write(jean, "whatsapp", "STOP")
    before = len(await answers(jean, "sms"))

    await write(jean, "sms", "hello")
    assert len(await answers(jean, "sms")) == before
    await write(jean, "sms", "I want to die")
    assert "116 123" in (await answers(jean, "sms"))[-1]

    await write(jean, "sms", "START")
    before = len(await answers(jean, "whatsapp"))
    await write(jean, "whatsapp", "hello")
    assert len(await answers(jean, "whatsapp")) > before


async def test_who_said_stop_by_text_is_not_begun_with_anew_by_whatsapp(jean: Person) -> None:
    await write(jean, "sms", "am lonely")
    await write(jean, "sms", "STOP")
    await write(jean, "whatsapp", "need help with the rent")
    assert await answers(jean, "whatsapp") == []
    await write(jean, "whatsapp", "START")
    await write(jean, "whatsapp", "need help with the rent")
    assert len(await answers(jean, "whatsapp")) >= 2


@pytest.mark.parametrize("words", ["please stop texting me", "opt out", "STOP ALL", '"STOP" 🛑'])
async def test_what_the_carrier_does_not_obey_is_answered_and_so_is_its_end(
    jean: Person, words: str
) -> None:
    """A carrier that blocked nobody has nothing to say to START."""
    await write(jean, "sms", "am lonely")
    await write(jean, "sms", words)
    assert "text START" in (await answers(jean, "sms"))[-1]
    await write(jean, "sms", '"Start".')
    assert "Welcome back" in (await answers(jean, "sms"))[-1]


@pytest.mark.parametrize("told", [{}, {"opt_out_type": "stop"}], ids=["", "Advanced Opt-Out"])
async def test_what_the_carrier_answers_is_not_answered_twice(jean: Person, told: Any) -> None:
    await write(jean, "sms", "am lonely")
    before = await answers(jean, "sms")
    await write(jean, "sms", "Stop." if not told else "HALT", **told)
    await write(jean, "sms", "START")
    assert await answers(jean, "sms") == before
    await write(jean, "sms", "am skint")
    assert len(await answers(jean, "sms")) > len(before)


async def test_on_whatsapp_where_no_carrier_says_so_we_say_that_texting_has_ended(
    jean: Person,
) -> None:
    await write(jean, "whatsapp", "am lonely")
    before = len(await answers(jean, "whatsapp"))
    await write(jean, "whatsapp", "STOP")
    assert "START" in (await answers(jean, "whatsapp"))[-1]
    assert len(await answers(jean, "whatsapp")) == before + 1


async def test_where_the_carrier_has_answered_on_whatsapp_we_do_not(jean: Person) -> None:
    await write(jean, "whatsapp", "am lonely")
    before = len(await answers(jean, "whatsapp"))
    await write(jean, "whatsapp", "STOP", opt_out_type="stop")
    assert len(await answers(jean, "whatsapp")) == before


async def test_a_place_that_was_shared_is_kept_to_be_read_and_a_person_told(jean: Person) -> None:
    await write(jean, "whatsapp", "", location="Shared a place: Home, 1 High St, 55.861 -4.25")
    assert any("a person will see it" in one for one in await answers(jean, "whatsapp"))
    async with jean.made.parts.db.read() as uow:
        patient = await uow.patients.by_contact(jean.made.practice.id, contact_on("whatsapp"))
        assert patient is not None
        messages = await uow.messages.of_patient(patient.id, limit=500)
    (kept,) = [str(one.text) for one in messages if one.direction == "in"]
    assert kept == "Shared a place: Home, 1 High St, 55.861 -4.25"


async def test_a_place_shared_with_words_stands_behind_them(jean: Person) -> None:
    place = "Shared a place: 1 High St, 55.861 -4.25"
    await write(jean, "whatsapp", "im skint, im here", location=place)
    async with jean.made.parts.db.read() as uow:
        patient = await uow.patients.by_contact(jean.made.practice.id, contact_on("whatsapp"))
        assert patient is not None
        (referral,) = await uow.referrals.of_patient(patient.id)
        (need,) = await uow.needs.of_referral(referral.id)
        messages = await uow.messages.of_patient(patient.id, limit=500)
    (kept,) = [str(one.text) for one in messages if one.direction == "in"]
    assert kept == f"im skint, im here\n{place}"
    (marked,) = need.evidence
    assert kept[marked["start"] : marked["end"]] == marked["words"]


async def test_what_one_phone_must_not_show_by_whatsapp_it_does_not_show_by_text(
    jean: Person,
) -> None:
    """Whoever reads the one over her shoulder reads the other."""
    await write(jean, "whatsapp", "am skint")
    async with jean.made.parts.db.begin() as uow:
        other = await uow.patients.by_contact(jean.made.practice.id, contact_on("whatsapp"))
        assert other is not None
        other.neutral_wording = True
    await write(jean, "sms", "I've nowhere to sleep tonight")
    said = " ".join(await answers(jean, "sms"))
    assert "nowhere" not in said.lower()
    assert "council" not in said.lower()


async def test_a_question_by_text_first_is_led_on_in_neutral_words_where_whatsapp_wants_them(
    jean: Person,
) -> None:
    await write(jean, "whatsapp", "need help with the rent")
    async with jean.made.parts.db.begin() as uow:
        other = await uow.patients.by_contact(jean.made.practice.id, contact_on("whatsapp"))
        assert other is not None
        other.neutral_wording = True
    await write(jean, "sms", "is this confidential")
    heard = await answers(jean, "sms")
    assert "help" in heard[-1]
    assert not any("link worker" in each.lower() for each in heard)
    async with jean.made.parts.db.read() as uow:
        mine = await uow.patients.by_contact(jean.made.practice.id, contact_on("sms"))
        assert mine is not None
        thread = await uow.conversations.thread(mine.id)
    assert thread is not None
    assert (thread[1].state or {})["dialogue"]["slots"]["neutral_wording"] is True
