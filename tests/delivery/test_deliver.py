"""Texts leave once, in their order, and what the carrier refuses is seen."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from storage.database import Database
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


async def test_when_the_carrier_is_back_after_hours_a_crisis_reply_leaves_in_minutes(
    post: Post,
) -> None:
    message_id = await post.queue("crisis lines", kind="crisis")
    for _ in range(30):
        post.standin.script(post.phone, Step(how="refuse", code=20429, status=429))
        await post.send()
        row = await post.row(message_id)
        assert row is not None
        post.clock.advance(row.not_before - post.clock.now())
    assert post.texts == []
    await post.send()
    assert post.texts == ["crisis lines"]
    assert post.clock.now() - (await post.message(message_id)).at < timedelta(hours=1)


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


async def test_a_woken_worker_sends_at_once_and_outlives_trouble(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    deliverer = post.worker()
    away = Database.open("postgresql://nobody@127.0.0.1:1/nothing", post.database.keyring)
    deliverer.database = away
    running = asyncio.create_task(deliverer.run(poll_seconds=60))
    async with asyncio.timeout(30):
        while "sending failed" not in caplog.text:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await away.close()
    deliverer.database = post.database
    await post.queue()
    deliverer.wake()
    async with asyncio.timeout(30):
        await post.standin.has_texts.wait()
    assert not running.done()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


@pytest.mark.parametrize("code", [21603, 21606, 21659, 21660])
async def test_a_number_that_is_not_ours_yet_holds_the_text_until_it_is(
    post: Post, code: int
) -> None:
    post.standin.script(post.phone, Step(how="refuse", code=code))
    await post.queue("If life is in danger call 999", kind="crisis")
    await post.send()
    assert post.texts == []
    post.clock.advance(timedelta(minutes=8))
    await post.send()
    assert post.texts == ["If life is in danger call 999"]


async def test_a_wrong_set_up_is_told_once_an_hour_however_many_texts_it_holds(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.standin.script(post.phone, *[Step(how="refuse", code=20003)] * 40)
    await post.queue("If life is in danger call 999", kind="crisis")
    await post.queue("Hello")
    for _ in range(21):
        await post.send()
        post.clock.advance(timedelta(minutes=5))
    told = [record for record in caplog.records if "carrier alert" in record.message]
    assert len(told) == 2
    async with post.database.read() as uow:
        kept = await uow.audit.of_subject("carrier_set_up", post.practice_id)
    assert [(each.action, each.detail) for each in kept] == [
        ("carrier_alert", {"code": "20003"})
    ] * 2
