from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.delivery import departure
from tests.builders import a_staff_member, an_appointment, an_opt_out
from tests.delivery.conftest import Post
from tests.standin.twilio import Step


async def test_a_queued_text_is_sent_once_and_keeps_the_carriers_id(post: Post) -> None:
    message_id = await post.queue("Hello Jean")
    await post.send()
    await post.send()
    message = await post.message(message_id)
    assert post.texts == ["Hello Jean"]
    assert (message.status, message.provider_id) == ("sent", post.standin.last(post.phone).sid)
    assert await post.row(message_id) is None


async def test_texts_to_one_person_leave_in_the_order_they_were_queued(post: Post) -> None:
    for number in range(5):
        await post.queue(f"text {number}")
    await asyncio.gather(post.send(), post.send())
    await post.send()
    assert post.texts == [f"text {number}" for number in range(5)]


async def test_a_later_text_waits_while_an_earlier_one_is_tried_again(post: Post) -> None:
    post.standin.script(post.phone, Step(how="refuse", code=20429, status=429))
    await post.queue("first")
    await post.queue("second")
    await post.send()
    assert post.texts == []
    post.clock.advance(timedelta(minutes=1))
    await post.send()
    assert post.texts == ["first", "second"]


async def test_a_crisis_reply_waits_for_no_other_text(post: Post) -> None:
    post.standin.script(post.phone, Step(how="refuse", code=20429, status=429))
    await post.queue("first")
    await post.send()
    await post.queue("crisis lines", kind="crisis")
    await post.send()
    assert post.texts == ["crisis lines"]


async def test_two_workers_on_one_database_send_each_text_once(post: Post) -> None:
    for number in range(10):
        await post.queue(f"text {number}")
    workers = [post.worker() for _ in range(3)]
    for _ in range(12):
        await asyncio.gather(*(worker.run_once() for worker in workers))
    assert post.texts == [f"text {number}" for number in range(10)]


async def test_a_web_reply_is_delivered_as_soon_as_it_is_stored(post: Post) -> None:
    message_id = await post.queue(provider="web")
    await post.send()
    assert (await post.message(message_id)).status == "delivered"
    assert post.standin.requests == 0


@pytest.mark.parametrize("how", ["hang", "cut"])
async def test_a_text_whose_answer_was_lost_is_found_and_not_sent_again(
    post: Post, how: str
) -> None:
    post.standin.script(post.phone, Step(how=how))  # type: ignore[arg-type]
    message_id = await post.queue()
    await post.send()
    assert (await post.message(message_id)).status == "sending"
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert post.texts == ["Hello"]
    assert (await post.message(message_id)).provider_id == post.standin.texts[0].sid


async def test_a_text_that_the_carrier_never_had_is_sent_after_looking(post: Post) -> None:
    post.standin.script(post.phone, Step(how="drop"))
    message_id = await post.queue()
    await post.send()
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert post.texts == ["Hello"]
    assert post.standin.lookups == 1
    assert (await post.message(message_id)).status == "sent"


async def test_a_worker_that_died_after_handing_over_leaves_no_second_text(post: Post) -> None:
    message_id = await post.queue()
    dead = post.worker()
    async with post.database.begin() as uow:
        await uow.outbox.claim(post.clock.now(), 10, 60, dead.worker)
    async with post.database.begin() as uow:
        leaving = await departure.begin(uow, message_id, worker=dead.worker, now=post.clock.now())
    assert leaving is not None
    await post.carrier.send(leaving.outgoing)  # and here the process is killed
    await post.send()
    assert post.texts == ["Hello"]
    post.clock.advance(timedelta(seconds=61))
    await post.send()
    assert post.texts == ["Hello"]
    assert (await post.message(message_id)).status == "sent"


async def test_a_worker_that_died_before_handing_over_loses_no_text(post: Post) -> None:
    await post.queue()
    async with post.database.begin() as uow:
        await uow.outbox.claim(post.clock.now(), 10, 60, "dead")
    post.clock.advance(timedelta(seconds=61))
    await post.send()
    assert post.texts == ["Hello"]
    assert post.standin.lookups == 0  # it was claimed, and nothing else


async def test_a_text_that_was_only_claimed_takes_no_other_of_the_same_words_for_itself(
    post: Post,
) -> None:
    """Two crisis texts do not wait for each other, and may say the same."""
    claimed = await post.queue(kind="crisis")
    async with post.database.begin() as uow:
        await uow.outbox.claim(post.clock.now(), 10, 60, "dead")
    post.standin.script(post.phone, Step(how="cut"))
    taken = await post.queue(kind="crisis")
    await post.send()
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert [text.message_id for text in post.standin.texts] == [taken, claimed]
    for text in post.standin.texts:
        assert (await post.message(text.message_id)).provider_id == text.sid


async def test_of_two_equal_texts_of_unknown_outcome_the_phone_gets_two(post: Post) -> None:
    """The carrier took one of them, and nobody can tell which: ADR 0020."""
    ids = []
    for step in (Step(how="drop"), Step(how="cut")):
        post.standin.script(post.phone, step)
        ids.append(await post.queue(kind="crisis"))
        await post.send()
    assert post.texts == ["Hello"]
    for _ in range(3):  # who loses the race for the one id looks again when its lease is over
        post.clock.advance(timedelta(minutes=5))
        await post.send()
    assert post.texts == ["Hello", "Hello"]
    messages = [await post.message(each) for each in ids]
    assert [each.status for each in messages] == ["sent", "sent"]
    assert {each.provider_id for each in messages} == {text.sid for text in post.standin.texts}


async def test_what_the_number_on_duty_waits_for_holds_up_nothing_to_the_person(post: Post) -> None:
    post.standin.script(post.phone, Step(how="drop"))
    await post.queue("To the one on duty", kind="duty")
    await post.send()
    await post.queue("To the person")
    await post.send()
    assert post.texts == ["To the person"]


async def test_a_worker_that_lost_its_lease_does_not_send(post: Post) -> None:
    message_id = await post.queue()
    async with post.database.begin() as uow:
        await uow.outbox.claim(post.clock.now(), 10, 60, "slow")
    post.clock.advance(timedelta(seconds=61))
    await post.send()
    async with post.database.begin() as uow:
        now = post.clock.now()
        assert await departure.begin(uow, message_id, worker="slow", now=now) is None


async def test_the_second_of_two_equal_texts_is_not_taken_for_the_first(post: Post) -> None:
    await post.queue("Same words")
    await post.send()
    post.standin.script(post.phone, Step(how="drop"))
    await post.queue("Same words")
    await post.send()
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert post.texts == ["Same words", "Same words"]


async def test_while_the_carrier_cannot_be_asked_nothing_is_sent_again(post: Post) -> None:
    post.standin.script(post.phone, Step(how="cut"))
    message_id = await post.queue()
    await post.send()
    post.standin.are_lookups_down = True
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert (await post.message(message_id)).status == "sending"
    post.standin.are_lookups_down = False
    post.clock.advance(timedelta(hours=1))
    await post.send()
    assert post.texts == ["Hello"]


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


async def test_a_text_of_unknown_outcome_that_grows_too_old_says_so(post: Post) -> None:
    post.standin.script(post.phone, Step(how="cut"))
    message_id = await post.queue(expires_at=post.clock.now() + timedelta(hours=1))
    await post.send()
    post.clock.advance(timedelta(hours=2))
    await post.send()
    assert (await post.message(message_id)).status == "unknown"
    assert await post.attention() == "delivery_failed"


async def test_a_text_of_unknown_outcome_that_may_not_be_tried_again_brings_a_person(
    post: Post,
) -> None:
    post.standin.script(post.phone, Step(how="cut"))
    message_id = await post.queue(kind="reminder")
    await post.send()
    async with post.database.begin() as uow:
        patient = await uow.patients.get(post.patient_id)
        assert patient is not None
        await an_opt_out(uow, patient=patient)
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    message = await post.message(message_id)
    assert (message.status, message.reason) == ("unknown", "opted_out")
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


async def test_a_text_that_waits_for_its_next_try_still_goes_first(post: Post) -> None:
    post.standin.script(post.phone, Step(how="refuse", code=21612))
    await post.queue("first")
    await post.send()
    await post.queue("second")
    await post.send()
    assert post.texts == []
    post.clock.advance(timedelta(minutes=10))
    await post.send()
    await post.send()
    assert post.texts == ["first", "second"]


async def test_sending_hours_follow_the_clock_of_a_simulated_phone(post: Post) -> None:
    await post.change_patient(time_shift_seconds=12 * 3600)  # it is 22:00 for them
    message_id = await post.queue(kind="reminder")
    await post.send()
    row = await post.row(message_id)
    assert row is not None
    assert row.not_before == datetime(2026, 11, 23, 21, tzinfo=UTC)  # 09:00 on their clock


@pytest.mark.parametrize(
    ("code", "attention"),
    [
        (21610, "opted_out"),
        (21211, "unreachable"),
        (30005, "wrong_number"),
        (99999, "delivery_failed"),
    ],
)
async def test_a_refused_text_fails_visibly_and_a_person_is_asked_to_step_in(
    post: Post, code: int, attention: str
) -> None:
    post.standin.script(post.phone, Step(how="refuse", code=code))
    message_id = await post.queue()
    await post.send()
    message = await post.message(message_id)
    assert (message.status, message.reason) == ("failed", str(code))
    assert await post.attention() == attention
    assert post.standin.requests == 1


async def test_the_carriers_opt_out_is_kept_as_one_of_ours(post: Post) -> None:
    post.standin.script(post.phone, Step(how="refuse", code=21610))
    await post.queue("first")
    await post.queue("second")
    await post.send()
    async with post.database.read() as uow:
        assert await uow.opt_outs.is_out(post.patient_id)
    assert post.standin.requests == 1


async def test_a_number_that_may_be_a_strangers_is_frozen(post: Post) -> None:
    post.standin.script(post.phone, Step(how="refuse", code=30005))
    await post.queue()
    await post.send()
    patient = await post.patient()
    assert patient.frozen_at is not None
    assert patient.scheduled_texts_held


async def test_a_wrong_set_up_holds_the_text_until_it_is_mended(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.standin.script(post.phone, *[Step(how="refuse", code=21606)] * 7)
    message_id = await post.queue()
    for _ in range(8):
        await post.send()
        post.clock.advance(timedelta(minutes=8))
    assert post.texts == ["Hello"]
    assert "carrier alert" in caplog.text
    assert post.phone not in caplog.text
    assert (await post.message(message_id)).status == "sent"


async def test_a_woken_worker_sends_at_once_and_outlives_trouble(post: Post) -> None:
    deliverer = post.worker()
    running = asyncio.create_task(deliverer.run(poll_seconds=60))
    await asyncio.sleep(0)
    await post.queue()
    deliverer.wake()
    async with asyncio.timeout(5):
        await post.standin.has_texts.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


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
