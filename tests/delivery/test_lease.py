"""A text is one worker's while the carrier has it; what is known of its tries is not forgotten."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.delivery import departure
from bot.delivery.bounds import Bounds
from bot.delivery.carrier import Outgoing, Sent
from bot.delivery.pace import Pace
from bot.delivery.receipts import DeliveryReceipt, record_receipt
from bot.delivery.twilio_carrier import TwilioCarrier
from tests.builders import an_opt_out
from tests.delivery.conftest import Post
from tests.standin.twilio import Step
from tests.support.claiming import claim_all

LEASE = timedelta(seconds=60)
BUSY = Step(how="refuse", code=20429, status=429)
LOST = Step(how="drop")


async def waits_its_turn(post: Post, meanwhile: float) -> asyncio.Task[int]:
    """A worker whose number is so busy that `meanwhile` seconds pass before it may send."""

    async def sleep(_: float) -> None:
        post.clock.advance(timedelta(seconds=meanwhile))

    pace = Pace(10, monotonic=lambda: 0, sleep=sleep)
    await pace.wait(post.practice_id)
    return asyncio.create_task(post.worker(pace=pace).run_once())


async def test_a_text_that_waited_longer_than_its_lease_is_nobody_elses_while_it_leaves(
    post: Post,
) -> None:
    await post.queue()
    post.standin.script(post.phone, Step(how="dawdle", seconds=0.3))
    slow = await waits_its_turn(post, meanwhile=61)
    await post.standin.is_sending.wait()
    await post.send()
    await slow
    assert post.texts == ["Hello"]


async def test_a_text_that_another_took_up_meanwhile_is_left_to_them(post: Post) -> None:
    await post.queue()

    async def sleep(_: float) -> None:
        post.clock.advance(LEASE + timedelta(seconds=1))
        await post.send()

    pace = Pace(10, monotonic=lambda: 0, sleep=sleep)
    await pace.wait(post.practice_id)
    await post.worker(pace=pace).run_once()
    assert post.texts == ["Hello"]
    assert post.standin.requests == 1


async def test_what_a_worker_has_in_hand_it_does_not_take_up_again_when_the_lease_runs_out(
    post: Post,
) -> None:
    """As when the machine's clock is put on, or its number is long busy."""
    message_id = await post.queue()
    post.standin.script(post.phone, Step(how="dawdle", seconds=0.3))
    worker = post.worker()
    slow = asyncio.create_task(worker.run_once())
    await post.standin.is_sending.wait()
    post.clock.advance(LEASE + timedelta(seconds=1))
    assert await worker.run_once() == 0
    assert await slow == 1
    assert post.texts == ["Hello"]
    assert post.standin.requests == 1
    assert (await post.message(message_id)).status == "sent"


async def test_what_was_seen_through_or_failed_is_in_hand_no_more(post: Post) -> None:
    await post.queue()
    post.standin.script(post.phone, LOST)
    worker = post.worker()
    assert await worker.run_once() == 1
    post.clock.advance(timedelta(minutes=5))
    assert await worker.run_once() == 1
    assert post.texts == ["Hello"]


async def handed_over_by_a_slow_worker(post: Post) -> tuple[str, str]:
    """Its lease has run out, and what the carrier said is not yet recorded: our id, and theirs."""
    message_id = await post.queue()
    now = post.clock.now()
    async with post.database.begin() as uow:
        await claim_all(uow, now, 10, LEASE.total_seconds(), "slow")
    async with post.database.begin() as uow:
        leaving = await departure.begin(uow, message_id, worker="slow", now=now)
    assert leaving is not None
    sent = await post.carrier.send(leaving.outgoing)
    assert isinstance(sent, Sent)
    assert sent.provider_id is not None
    post.clock.advance(LEASE + timedelta(seconds=1))
    return message_id, sent.provider_id


async def test_what_is_recorded_while_another_begins_is_seen_by_them(post: Post) -> None:
    message_id, sid = await handed_over_by_a_slow_worker(post)
    now = post.clock.now()
    async with post.database.begin() as uow:
        await claim_all(uow, now, 10, LEASE.total_seconds(), "next")

    async def begin() -> departure.Departure | None:
        async with post.database.begin() as uow:
            return await departure.begin(uow, message_id, worker="next", now=now)

    async with post.database.begin() as uow:
        await departure.record_sent(uow, message_id, sid, has_arrived=False, now=now)
        beginning = asyncio.create_task(begin())
        await asyncio.wait([beginning], timeout=0.2)
    assert await beginning is None


async def test_what_is_recorded_while_another_looks_it_up_is_found_by_them(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    message_id, sid = await handed_over_by_a_slow_worker(post)
    find = TwilioCarrier.find

    async def find_when_recorded(self: TwilioCarrier, outgoing: Outgoing) -> tuple[str, ...]:
        async with post.database.begin() as uow:
            now = post.clock.now()
            await departure.record_sent(uow, message_id, sid, has_arrived=False, now=now)
        return await find(self, outgoing)

    monkeypatch.setattr(TwilioCarrier, "find", find_when_recorded)
    await post.worker().run_once()
    assert post.standin.lookups == 1
    assert post.texts == ["Hello"]
    assert (await post.message(message_id)).provider_id == sid


async def test_a_carrier_that_takes_longer_than_the_lease_is_asked_later(post: Post) -> None:
    """However short a lease is set."""
    message_id = await post.queue()
    post.standin.script(post.phone, Step(how="dawdle", seconds=1.2))
    worker = post.worker(lease=timedelta(seconds=0.5))
    slow = asyncio.create_task(worker.run_once())
    await asyncio.wait([slow], timeout=0.8)
    post.clock.advance(timedelta(seconds=1))
    await post.send()
    await slow
    async with asyncio.timeout(5):
        await post.standin.has_texts.wait()
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert post.texts == ["Hello"]
    assert (await post.message(message_id)).status == "sent"


async def claimed_by_a_worker_that_died(post: Post) -> None:
    async with post.database.begin() as uow:
        await claim_all(uow, post.clock.now(), 10, LEASE.total_seconds(), "dead")
    post.clock.advance(timedelta(seconds=61))


@pytest.mark.parametrize(
    ("tries", "status"),
    [
        ([], "cancelled"),
        ([BUSY], "cancelled"),
        ([LOST, BUSY], "cancelled"),  # looked up in between, and not there
        ([LOST], "unknown"),
        ([BUSY, LOST], "unknown"),
    ],
)
async def test_only_a_text_that_the_carrier_may_have_is_of_unknown_outcome(
    post: Post, tries: list[Step], status: str
) -> None:
    message_id = await post.queue()
    post.standin.script(post.phone, *tries)
    for _ in tries:
        await post.send()
        post.clock.advance(timedelta(minutes=5))
    await claimed_by_a_worker_that_died(post)
    async with post.database.begin() as uow:
        await an_opt_out(uow, patient=await post.patient())
    await post.send()
    message = await post.message(message_id)
    assert (message.status, message.reason) == (status, "opted_out")
    assert await post.row(message_id) is None


async def test_a_text_that_was_only_claimed_and_grew_too_old_says_so(post: Post) -> None:
    message_id = await post.queue(expires_at=post.clock.now() + timedelta(minutes=5))
    await claimed_by_a_worker_that_died(post)
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert (await post.message(message_id)).status == "too_old"


async def test_an_answer_that_was_only_claimed_is_counted(post: Post) -> None:
    few = Bounds(answers_an_hour=1, last_word=lambda _: "No more for now.")
    for text in ("One", "Two"):
        await post.queue(text)
        await claimed_by_a_worker_that_died(post)
        await post.send(bounds=few)
    assert post.texts == ["One", "No more for now."]


async def test_a_text_that_is_sent_again_counts_its_tries_though_one_is_refused(post: Post) -> None:
    """It may be tried three times in all, however busy the carrier is in between."""
    await post.queue()
    await post.send()
    for _ in range(6):
        async with post.database.begin() as uow:
            undelivered = DeliveryReceipt(
                provider="twilio",
                provider_id=post.standin.last(post.phone).sid,
                status="undelivered",
                error_code="30003",
            )
            await record_receipt(uow, undelivered, now=post.clock.now())
        post.standin.script(post.phone, BUSY)
        for _ in range(2):
            post.clock.advance(timedelta(minutes=31))
            await post.send()
    assert len(post.texts) == 3
