"""What was queued is looked at once more when it leaves: whether it may, and whether it is so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.builders import (
    a_message,
    a_patient,
    a_risk_flag,
    a_staff_member,
    an_appointment,
    an_opt_out,
)
from tests.delivery.conftest import Post
from tests.standin.twilio import Step


async def test_after_an_outage_only_what_is_still_young_leaves(post: Post) -> None:
    hours = {"old": 12, "young": 100}
    ids = {
        text: await post.queue(text, expires_at=post.clock.now() + timedelta(hours=age))
        for text, age in hours.items()
    }
    post.clock.advance(timedelta(days=3))
    await post.send()
    assert post.texts == ["young"]
    assert (await post.message(ids["old"])).status == "too_old"
    assert await post.attention() == "delivery_failed"


async def test_stop_said_after_queueing_holds_every_text_but_crisis_lines(post: Post) -> None:
    kinds = ["reply", "reminder", "staff", "check_in", "crisis"]
    ids = {kind: await post.queue(kind, kind=kind) for kind in kinds}
    async with post.database.begin() as uow:
        patient = await uow.patients.get(post.patient_id)
        assert patient is not None
        await an_opt_out(uow, patient=patient)
    await post.send()
    assert post.texts == ["crisis"]
    assert {(await post.message(ids[kind])).reason for kind in kinds[:4]} == {"opted_out"}


@pytest.mark.parametrize("change", ["moved", "cancelled", "over"])
async def test_a_reminder_of_what_is_no_longer_so_does_not_leave(post: Post, change: str) -> None:
    async with post.database.begin() as uow:
        patient = await uow.patients.get(post.patient_id)
        practice = await uow.practices.get(post.practice_id)
        assert patient is not None
        worker = await a_staff_member(uow, practice=practice)
        visit = await an_appointment(uow, link_worker=worker, patient=patient)
        visit_id = visit.id
    owner = {"owner_type": "appointment", "owner_id": visit_id, "owner_version": 1}
    message_id = await post.queue("reminder", kind="reminder", **owner)
    async with post.database.begin() as uow:
        found = await uow.appointments.get(visit_id)
        assert found is not None
        if change == "moved":
            found.version += 1
        elif change == "cancelled":
            found.status = "cancelled"
        else:
            found.starts_at = post.clock.now() - timedelta(minutes=1)
    await post.send()
    assert post.texts == []
    message = await post.message(message_id)
    assert (message.status, message.reason) == ("cancelled", "stale")


async def test_a_text_that_falls_due_at_night_leaves_at_nine(post: Post) -> None:
    post.clock.advance(timedelta(hours=12))  # 22:00
    message_id = await post.queue()
    await post.send()
    assert post.texts == []
    row = await post.row(message_id)
    assert row is not None
    assert (row.not_before, row.attempts) == (datetime(2026, 11, 24, 9, tzinfo=UTC), 0)
    post.clock.advance(timedelta(hours=11))
    await post.send()
    assert post.texts == ["Hello"]
    assert post.standin.lookups == 0


async def test_a_text_put_off_until_morning_does_not_hold_back_a_live_answer(post: Post) -> None:
    post.clock.advance(timedelta(hours=12))
    await post.queue("nudge", kind="nudge")
    await post.send()
    await post.hears()
    await post.queue("answer")
    await post.send()
    assert post.texts == ["answer"]


async def test_a_text_refused_once_and_then_put_off_does_not_hold_back_a_live_answer(
    post: Post,
) -> None:
    post.clock.advance(timedelta(hours=9, minutes=58))  # 19:58
    post.standin.script(post.phone, Step(how="refuse", code=21612))
    put_off = await post.queue("from the link worker", kind="staff", author="staff")
    await post.send()
    post.clock.advance(timedelta(minutes=10))
    await post.send()
    row = await post.row(put_off)
    assert row is not None
    assert (row.not_before, row.attempts) == (datetime(2026, 11, 24, 9, tzinfo=UTC), 1)
    await post.hears()
    await post.queue("answer")
    await post.send()
    assert post.texts == ["answer"]


async def test_sending_hours_follow_the_clock_of_a_simulated_phone(post: Post) -> None:
    await post.change_patient(time_shift_seconds=12 * 3600)  # it is 22:00 for them
    message_id = await post.queue(kind="reminder")
    await post.send()
    row = await post.row(message_id)
    assert row is not None
    assert row.not_before == datetime(2026, 11, 23, 21, tzinfo=UTC)  # 09:00 on their clock


async def test_a_reminder_may_not_wait_at_the_carrier_into_the_night(post: Post) -> None:
    post.clock.advance(timedelta(hours=9, minutes=30))  # 19:30
    await post.queue("reminder", kind="reminder")
    await post.send()
    assert post.standin.last(post.phone).validity_period == 1800


async def have(post: Post, **conversation: Any) -> None:
    async with post.database.begin() as uow:
        kept = await uow.conversations.get(post.conversation_id)
        for name, value in conversation.items():
            setattr(kept, name, value)


async def for_later(post: Post) -> str:
    await have(post, automation="paused")
    return await post.queue(
        "See you at 2",
        kind="staff",
        author="staff",
        not_before=post.clock.now() + timedelta(hours=3),
        expires_at=post.clock.now() + timedelta(hours=27),
        owner_type="send_later",
        owner_id=post.conversation_id,
        owner_version=1,
    )


async def test_a_text_for_later_leaves_at_its_time_and_holds_back_no_other(post: Post) -> None:
    await for_later(post)
    await post.queue("Now", kind="staff", author="staff")
    await post.send()
    assert post.texts == ["Now"]
    post.clock.advance(timedelta(hours=3))
    await post.send()
    assert post.texts == ["Now", "See you at 2"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [("opted_out", "opted_out"), ("closed", "stale"), ("handed_back", "stale")],
)
async def test_a_text_for_later_is_looked_at_again_when_it_is_due(
    post: Post, change: str, reason: str
) -> None:
    """Even if whatever happened since had not cancelled it."""
    message_id = await for_later(post)
    if change == "opted_out":
        async with post.database.begin() as uow:
            patient = await uow.patients.get(post.patient_id)
            assert patient is not None
            await an_opt_out(uow, patient=patient)
    else:
        await have(post, **({"is_live": False} if change == "closed" else {"automation": "on"}))
    post.clock.advance(timedelta(hours=3))
    await post.send()
    message = await post.message(message_id)
    assert (post.texts, message.status, message.reason) == ([], "cancelled", reason)


async def test_a_refused_answer_is_not_sent_again_after_a_danger_that_came_meanwhile(
    post: Post,
) -> None:
    post.standin.script(post.phone, Step(how="refuse", code=21612))
    menu = await post.queue("Reply 1 for money, 2 for housing")
    await post.send()
    async with post.database.begin() as uow:
        conversation = await uow.conversations.get(post.conversation_id)
        referral = await uow.referrals.get(post.referral_id)
        assert conversation is not None and referral is not None
        written = await a_message(uow, conversation=conversation)
        await a_risk_flag(
            uow,
            referral=referral,
            message=written,
            raised_at=post.clock.now() + timedelta(seconds=1),
        )
    await post.change_patient(scheduled_texts_held=True)
    post.clock.advance(timedelta(minutes=8))
    await post.send()
    message = await post.message(menu)
    assert (post.texts, message.status, message.reason) == ([], "cancelled", "danger")


async def test_a_danger_of_a_clock_that_was_ahead_keeps_no_colleagues_text(post: Post) -> None:
    async with post.database.begin() as uow:
        conversation = await uow.conversations.get(post.conversation_id)
        referral = await uow.referrals.get(post.referral_id)
        assert conversation is not None and referral is not None
        written = await a_message(uow, conversation=conversation)
        raised_at = post.clock.now() + timedelta(hours=1)
        await a_risk_flag(uow, referral=referral, message=written, raised_at=raised_at)
    await post.change_patient(scheduled_texts_held=True)
    post.clock.advance(timedelta(minutes=5))
    await post.queue("It's Morag. Can I ring you now?", kind="staff", author="staff")
    await post.send()
    assert post.texts == ["It's Morag. Can I ring you now?"]


async def test_what_is_held_at_one_address_of_a_phone_does_not_leave_for_the_other(
    post: Post,
) -> None:
    ids = {kind: await post.queue(kind, kind=kind) for kind in ("check_in", "reply", "staff")}
    async with post.database.begin() as uow:
        practice = await uow.practices.get(post.practice_id)
        await a_patient(
            uow,
            practice=practice,
            channel="whatsapp",
            contact=f"whatsapp:{post.phone}",
            scheduled_texts_held=True,
        )
    await post.send()
    assert sorted(post.texts) == ["reply", "staff"]
    assert (await post.message(ids["check_in"])).reason == "held"
