from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest

from actions.basis.work import Work
from actions.privacy.erase_patient import erase_person
from actions.texts.retry_text import RetryFacts, refusal_to_retry
from bot.delivery.receipts import STATUSES, DeliveryReceipt, record_receipt
from storage.models.patient import ERASED
from tests.delivery.conftest import Post
from tests.standin.twilio import Step

RANK = {"queued": 0, "sending": 1, "sent": 2, "undelivered": 3, "delivered": 4}


async def report(post: Post, status: str, code: int | None = None, **more: str) -> bool:
    values = {"provider_id": post.standin.last(post.phone).sid, **more}
    receipt = DeliveryReceipt(
        provider="twilio", status=status, error_code=str(code) if code else None, **values
    )
    async with post.database.begin() as uow:
        return (await record_receipt(uow, receipt, now=post.clock.now())).is_to_be_sent_again


async def test_receipts_in_every_order_and_repetition_end_in_delivered(post: Post) -> None:
    for order in permutations(["queued", "sent", "delivered", "sending"]):
        message_id = await post.queue()
        await post.send()
        ranks = []
        for status in [*order, *order]:
            await report(post, status)
            ranks.append(RANK[(await post.message(message_id)).status])
        assert ranks == sorted(ranks)
        assert (await post.message(message_id)).status == "delivered"
    assert post.standin.requests == 24


async def test_undelivered_after_delivered_changes_nothing(post: Post) -> None:
    message_id = await post.queue()
    await post.send()
    await report(post, "delivered")
    await report(post, "undelivered", 30003)
    assert (await post.message(message_id)).status == "delivered"
    assert await post.attention() is None


async def test_delivered_after_undelivered_is_believed(post: Post) -> None:
    message_id = await post.queue()
    await post.send()
    await report(post, "undelivered", 30007)
    await report(post, "delivered")
    assert (await post.message(message_id)).status == "delivered"


@pytest.mark.parametrize(
    ("code", "attention"),
    [(30005, "wrong_number"), (30006, "unreachable"), (30007, "delivery_failed")],
)
async def test_a_final_failure_brings_a_person(post: Post, code: int, attention: str) -> None:
    message_id = await post.queue()
    await post.send()
    assert not await report(post, "undelivered", code)
    message = await post.message(message_id)
    assert (message.status, message.reason) == ("undelivered", str(code))
    assert await post.attention() == attention


async def test_an_opt_out_reported_late_is_kept(post: Post) -> None:
    await post.queue()
    await post.send()
    await report(post, "failed", 21610)
    async with post.database.read() as uow:
        assert await uow.opt_outs.is_out(post.patient_id)


async def test_a_phone_that_was_off_is_tried_three_times_in_all_and_then_given_up(
    post: Post,
) -> None:
    message_id = await post.queue()
    for _ in range(6):
        await post.send()
        await report(post, "undelivered", 30003)
        await report(post, "undelivered", 30003)
        post.clock.advance(timedelta(minutes=30))
    assert len(post.texts) == 3
    message = await post.message(message_id)
    assert (message.status, message.reason) == ("undelivered", "30003")
    assert await post.attention() == "unreachable"


async def test_a_failure_without_a_cause_is_tried_once_more(post: Post) -> None:
    message_id = await post.queue()
    await post.send()
    assert await report(post, "undelivered", 30008)
    post.clock.advance(timedelta(minutes=1))
    await post.send()
    await report(post, "delivered")
    assert len(post.texts) == 2
    assert (await post.message(message_id)).status == "delivered"


async def test_news_of_an_earlier_try_does_not_fail_the_later_one(post: Post) -> None:
    message_id = await post.queue()
    await post.send()
    first = post.standin.last(post.phone).sid
    await report(post, "undelivered", 30008)
    post.clock.advance(timedelta(minutes=1))
    await post.send()
    await report(post, "failed", 30005, provider_id=first, message_id=message_id)
    assert (await post.message(message_id)).status == "sent"
    await report(post, "delivered", provider_id=first, message_id=message_id)
    assert (await post.message(message_id)).status == "delivered"


async def test_a_try_that_did_not_arrive_is_not_taken_for_a_later_equal_text(post: Post) -> None:
    """Else the later text would be called sent, and never leave."""
    await post.queue("Same words")
    await post.send()
    await report(post, "undelivered", 30008)
    post.clock.advance(timedelta(minutes=1))
    await post.send()
    post.standin.script(post.phone, Step(how="drop"))
    later = await post.queue("Same words")
    await post.send()
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert len(post.texts) == 3
    assert (await post.message(later)).provider_id == post.standin.last(post.phone).sid


async def test_a_phone_that_was_off_too_long_is_not_tried_again(post: Post) -> None:
    message_id = await post.queue(kind="reminder")
    await post.send()
    post.clock.advance(timedelta(hours=13))
    assert not await report(post, "undelivered", 30003)
    assert (await post.message(message_id)).status == "undelivered"


async def test_a_receipt_settles_a_text_whose_answer_was_lost(post: Post) -> None:
    post.standin.script(post.phone, Step(how="cut"))
    message_id = await post.queue()
    await post.send()
    await report(post, "delivered", message_id=message_id)
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert len(post.texts) == 1
    message = await post.message(message_id)
    assert (message.status, message.provider_id) == ("delivered", post.standin.texts[0].sid)


@pytest.mark.parametrize("code", [30003, 30006, 21610])
async def test_news_of_a_text_to_somebody_erased_since_changes_nothing_of_them(
    post: Post, code: int
) -> None:
    message_id = await post.queue()
    await post.send()
    async with post.database.begin() as uow:
        practice = await uow.practices.get(post.practice_id)
        assert practice is not None
        await erase_person(
            Work(uow=uow, now=post.clock.now(), practice=practice, actor="staff:1"),
            post.patient_id,
        )
    assert not await report(post, "undelivered", code)
    async with post.database.read() as uow:
        assert not await uow.opt_outs.is_out(post.patient_id)
    assert await post.row(message_id) is None
    assert (await post.message(message_id)).status == "undelivered"
    assert (await post.patient()).unreachable_reason == ERASED
    assert await post.attention() is None


async def test_an_unknown_status_or_message_is_a_success_without_effect(post: Post) -> None:
    message_id = await post.queue()
    await post.send()
    await report(post, "levitating")
    await report(post, "delivered", provider_id="SM404")
    assert (await post.message(message_id)).status == "sent"


def test_every_status_of_twilio_has_one_of_ours() -> None:
    named = "accepted scheduled queued sending sent delivered undelivered failed canceled"
    assert set(f"{named} read partially_delivered".split()) == set(STATUSES)


async def test_a_reminder_that_found_the_phone_off_until_too_late_is_no_fault_of_the_set_up(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    message_id = await post.queue("Your chat is tomorrow", kind="reminder")
    await post.send()
    await report(post, "failed", 30036)
    message = await post.message(message_id)
    facts = RetryFacts(
        message=message,
        patient=await post.patient(),
        is_out=False,
        is_closed=False,
        is_visit_over=False,
    )
    assert refusal_to_retry(facts) == ""
    assert await post.attention() == "unreachable"
    assert "carrier alert" not in caplog.text
