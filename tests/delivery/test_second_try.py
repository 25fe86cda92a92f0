"""A text that found the phone off is tried again: nobody waits behind it, nor is it forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from actions.basis.work import Work
from actions.practice.set_reminders import set_reminders
from bot.delivery.carrier import Outcome, Outgoing
from bot.delivery.earlier_tries import earlier_tries
from storage.models import Appointment, ReminderSettings
from tests.builders import a_staff_member, an_appointment
from tests.delivery.conftest import Post
from tests.delivery.test_receipts import report
from tests.standin.twilio import Step

PHONE_OFF = 30003


async def test_who_writes_meanwhile_is_answered_at_once(post: Post) -> None:
    await post.queue("Your chat is on Monday", kind="reminder")
    await post.send()
    assert await report(post, "undelivered", PHONE_OFF)
    post.clock.advance(timedelta(minutes=2))
    await post.hears()
    await post.queue("What can we help with?")
    await post.send()
    assert post.texts == ["Your chat is on Monday", "What can we help with?"]
    post.clock.advance(timedelta(minutes=30))
    await post.send()
    assert post.texts[2:] == ["Your chat is on Monday"]


@pytest.mark.parametrize("code", [20429, 21612])
async def test_nobody_overtakes_a_text_that_has_not_left_at_all(post: Post, code: int) -> None:
    post.standin.script(post.phone, Step(how="refuse", code=code))
    await post.queue("first")
    await post.send()
    await post.queue("second")
    await post.send()
    assert post.texts == []
    post.clock.advance(timedelta(minutes=8))
    await post.send()
    assert post.texts == ["first", "second"]


async def a_visit(post: Post, **values: Any) -> Appointment:
    async with post.database.begin() as uow:
        patient, practice = (
            await uow.patients.get(post.patient_id),
            await uow.practices.get(post.practice_id),
        )
        worker = await a_staff_member(uow, practice=practice)
        return await an_appointment(uow, link_worker=worker, patient=patient, **values)


async def changes(post: Post, visit: Appointment, **values: Any) -> None:
    async with post.database.begin() as uow:
        found = await uow.appointments.get(visit.id)
        for name, value in values.items():
            setattr(found, name, value)


@pytest.mark.parametrize("change", [{"version": 2}, {"status": "cancelled"}])
async def test_a_reminder_whose_visit_has_changed_meanwhile_is_not_sent_a_second_time(
    post: Post, change: dict[str, Any]
) -> None:
    visit = await a_visit(post)
    message_id = await post.queue(
        "Your chat is on Monday",
        kind="reminder",
        owner_type="appointment",
        owner_id=visit.id,
        owner_version=1,
    )
    await post.send()
    assert await report(post, "undelivered", PHONE_OFF)
    await changes(post, visit, **change)
    post.clock.advance(timedelta(minutes=30))
    await post.send()
    assert post.texts == ["Your chat is on Monday"]
    message = await post.message(message_id)
    assert (message.status, message.reason) == ("undelivered", "stale")


async def tells_of_a_visit_in(post: Post, time: timedelta, kind: str) -> str:
    """It leaves, and finds the phone off."""
    now = post.clock.now()
    visit = await a_visit(post, starts_at=now + time)
    is_to_come = time > timedelta(0)
    message_id = await post.queue(
        "Your chat is at 12 today",
        kind=kind,
        owner_type="appointment" if kind == "reminder" else "appointment_change",
        owner_id=visit.id,
        owner_version=1,
        expires_at=visit.starts_at if is_to_come else now + timedelta(hours=24),
    )
    await post.send()
    await report(post, "undelivered", PHONE_OFF)
    return message_id


@pytest.mark.parametrize("kind", ["reminder", "notice"])
async def test_a_second_try_reaches_nobody_after_the_visit_that_it_tells_of(
    post: Post, kind: str
) -> None:
    """The carrier would keep it until the phone is on again, in the evening."""
    await tells_of_a_visit_in(post, timedelta(hours=2), kind)
    post.clock.advance(timedelta(minutes=20))
    await post.send()
    assert [text.validity_period for text in post.standin.texts] == [7200, 6000]


@pytest.mark.parametrize("kind", ["reminder", "notice"])
async def test_where_the_visit_comes_before_a_second_try_a_person_is_told_at_once(
    post: Post, kind: str
) -> None:
    message_id = await tells_of_a_visit_in(post, timedelta(minutes=15), kind)
    assert (await post.message(message_id)).status == "undelivered"
    assert await post.attention() == "unreachable"


async def test_what_is_asked_after_a_missed_visit_is_tried_again(post: Post) -> None:
    await tells_of_a_visit_in(post, timedelta(hours=-1), "notice")
    post.clock.advance(timedelta(minutes=20))
    await post.send()
    assert len(post.texts) == 2


async def test_an_answer_that_the_carrier_put_off_in_the_evening_leaves_while_they_are_awake(
    post: Post,
) -> None:
    post.clock.advance(timedelta(hours=9, minutes=58))  # 19:58
    await post.hears()
    post.standin.script(post.phone, Step(how="refuse", code=21612))
    await post.queue("What can we help with?")
    await post.send()
    post.clock.advance(timedelta(minutes=7))
    await post.send()
    assert post.texts == ["What can we help with?"]


async def answered_late(post: Post, tries: int, code: int = PHONE_OFF) -> None:
    """Send; each of the first `tries` is reported not delivered before it is answered."""
    worker = post.worker()
    send = post.carrier.send
    left = tries

    async def slow(outgoing: Outgoing) -> Outcome:
        nonlocal left
        outcome = await send(outgoing)
        if left:
            left -= 1
            for _ in range(2):
                await report(post, "undelivered", code, message_id=outgoing.message_id)
        return outcome

    class Slow:
        def __getattr__(self, name: str) -> Any:
            return slow if name == "send" else getattr(post.carrier, name)

    worker.carriers = {**worker.carriers, "twilio": Slow()}
    for _ in range(6):
        while await worker.run_once():
            pass
        post.clock.advance(timedelta(minutes=16))


@pytest.mark.parametrize("tries", [1, 2])
async def test_a_receipt_that_is_quicker_than_the_answer_still_has_the_text_tried_again(
    post: Post, tries: int
) -> None:
    message_id = await post.queue("Hello")
    await answered_late(post, tries)
    assert post.texts == ["Hello"] * (tries + 1)
    message = await post.message(message_id)
    assert (message.status, message.provider_id) == ("sent", post.standin.last(post.phone).sid)
    assert await post.row(message_id) is None


async def test_such_a_text_too_is_given_up_after_three_tries_and_a_person_told(post: Post) -> None:
    message_id = await post.queue("Hello")
    await answered_late(post, tries=9)
    assert post.texts == ["Hello"] * 3
    assert (await post.message(message_id)).status == "undelivered"
    assert await post.attention() == "unreachable"


@pytest.mark.parametrize(
    ("is_answered", "again"), [(True, []), (False, ["You're booked. What else?"])]
)
async def test_a_question_that_was_answered_meanwhile_is_not_asked_again(
    post: Post, is_answered: bool, again: list[str]
) -> None:
    await post.queue("You're booked. What else?")
    await post.send()
    assert await report(post, "undelivered", PHONE_OFF)
    post.clock.advance(timedelta(minutes=2))
    await post.hears()
    if is_answered:
        await post.says_something()
    post.clock.advance(timedelta(minutes=30))
    await post.send()
    assert post.texts[1:] == again


async def test_who_writes_is_not_nudged_any_more(post: Post) -> None:
    message_id = await post.queue("To go on, just text back", kind="nudge")
    await post.send()
    assert await report(post, "undelivered", PHONE_OFF)
    post.clock.advance(timedelta(minutes=2))
    await post.hears()
    post.clock.advance(timedelta(minutes=30))
    await post.send()
    assert len(post.texts) == 1
    message = await post.message(message_id)
    assert (message.status, message.reason) == ("undelivered", "stale")
    assert await post.attention() is None


async def test_a_text_sent_later_is_tried_again_however_long_ago_it_was_written(
    post: Post,
) -> None:
    later = post.clock.now() + timedelta(days=3)
    async with post.database.begin() as uow:
        conversation = await uow.conversations.get(post.conversation_id)
        assert conversation is not None
        conversation.automation = "paused"
    message_id = await post.queue(
        "See you at the food bank",
        kind="staff",
        author="staff",
        not_before=later,
        expires_at=later + timedelta(hours=24),
        owner_type="send_later",
        owner_id=post.conversation_id,
        owner_version=1,
    )
    async with post.database.begin() as uow:
        message = await uow.messages.get(message_id)
        assert message is not None
        message.send_at = later
    post.clock.advance(timedelta(days=3))
    await post.send()
    assert await report(post, "undelivered", PHONE_OFF)
    post.clock.advance(timedelta(minutes=30))
    await post.send()
    assert post.texts == ["See you at the food bank"] * 2


@pytest.mark.parametrize("waits_as", ["refused", "undelivered", "sent"])
async def test_news_of_a_visit_outlives_a_change_of_reminders(post: Post, waits_as: str) -> None:
    visit = await a_visit(post)
    if waits_as == "refused":
        post.standin.script(post.phone, Step(how="refuse", code=20429))
    await post.queue(
        "Your chat is now on Tuesday",
        kind="notice",
        owner_type="appointment_change",
        owner_id=visit.id,
        owner_version=visit.version,
    )
    await post.send()
    if waits_as == "undelivered":
        assert await report(post, "undelivered", PHONE_OFF)
    await changes_reminders(post)
    if waits_as == "sent":
        assert await report(post, "undelivered", PHONE_OFF)
    post.clock.advance(timedelta(minutes=30))
    await post.send()
    assert set(post.texts) == {"Your chat is now on Tuesday"}
    assert len(post.texts) == (1 if waits_as == "refused" else 2)


async def changes_reminders(post: Post) -> None:
    async with post.database.begin() as uow:
        practice = await uow.practices.get(post.practice_id)
        assert practice is not None
        work = Work(uow=uow, now=post.clock.now(), practice=practice, actor="system")
        await set_reminders(work, ReminderSettings(before=("2h",)))


async def test_the_audit_trail_keeps_no_id_that_leads_back_to_a_number(post: Post) -> None:
    message_id = await post.queue("Hello Jean")
    await post.send()
    sid = post.standin.last(post.phone).sid
    assert await report(post, "undelivered", PHONE_OFF)
    async with post.database.read() as uow:
        kept = await uow.audit.of_messages_beside(message_id, action="text_not_delivered")
        assert [row.detail for row in kept if sid in str(row.detail)] == []
        assert len(kept) == 1
        assert sid in await earlier_tries(uow, message_id)
        assert "SM-another" not in await earlier_tries(uow, message_id)
