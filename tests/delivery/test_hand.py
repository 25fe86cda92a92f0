"""What a worker has in hand keeps nobody waiting whom it need not keep."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.carriers import local_carriers
from bot.delivery.deliver import Deliverer
from bot.delivery.hand import Hand
from bot.delivery.pace import Pace
from bot.delivery.twilio_carrier import TwilioCarrier
from storage.models import Conversation, Practice
from storage.repositories.outbox import Claimed, OutboxRows, Wish
from tests.builders import a_conversation, a_message, a_patient, a_practice, an_outbox_row
from tests.delivery.conftest import Post, carrier_to
from tests.standin.twilio import Step

SOON = 12.0
"""Seconds: less than the carrier is waited for, on a machine that has much else to do."""
_FIRST = 200


def phone(number: int) -> str:
    return f"+447700900{_FIRST + number:03}"


async def text_to(post: Post, number: int, kind: str = "reminder", **given: Any) -> str:
    """Queue one to somebody; of the practice given, or else of the one that the post has."""
    async with post.database.begin() as uow:
        practice = given.pop("practice", None) or await uow.practices.get(post.practice_id)
        patient = await a_patient(uow, practice=practice, contact=phone(number))
        conversation = await a_conversation(uow, patient=patient)
        return await queued(post, conversation, kind, uow=uow, **given)


async def queued(
    post: Post, to: Conversation, kind: str, *, uow: Any, provider: str = "twilio", late: int = 0
) -> str:
    now = post.clock.now()
    message = await a_message(
        uow, conversation=to, direction="out", kind=kind, provider=provider, text=kind, at=now
    )
    await an_outbox_row(
        uow,
        message=message,
        not_before=now - timedelta(seconds=late),
        expires_at=now + timedelta(hours=24),
    )
    return message.id


@asynccontextmanager
async def at_work(post: Post, per_second: float = 100, **given: Any) -> AsyncIterator[Deliverer]:
    worker = post.worker(pace=Pace(per_second), **given)
    running = asyncio.create_task(worker.run(poll_seconds=0.1))
    try:
        yield worker
    finally:
        running.cancel()
        await asyncio.wait([running])


@asynccontextmanager
async def patient_carrier(post: Post) -> AsyncIterator[TwilioCarrier]:
    """More patient than a busy machine is slow."""
    carrier = carrier_to(post.standin, total_seconds=120)
    try:
        yield carrier
    finally:
        await carrier.close()


async def until_delivered(post: Post, message_id: str) -> None:
    async with asyncio.timeout(SOON):
        while (await post.message(message_id)).status != "delivered":  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def until_busy(post: Post, count: int) -> None:
    async with asyncio.timeout(30):
        while post.standin.busy < count:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def another_practice(post: Post) -> Practice:
    async with post.database.begin() as uow:
        return await a_practice(uow, phone="+447700900002")


async def hanging(post: Post, count: int, kind: str) -> None:
    for number in range(count):
        post.standin.script(phone(number), Step(how="hang"))
        await text_to(post, number, kind, late=60)


async def test_the_many_reminders_of_one_practice_delay_nobody_elses(post: Post) -> None:
    for number in range(24):
        await text_to(post, number, late=60)
    other = await another_practice(post)
    await text_to(post, 50, practice=other)
    async with at_work(post, per_second=1, most_in_hand=15):
        await post.standin.until(phone(50), 1, seconds=SOON)
    assert len(post.standin.texts) < 24


async def test_while_the_carrier_hangs_on_reminders_answers_leave(post: Post) -> None:
    await hanging(post, 8, "reminder")
    async with at_work(post, most_in_hand=6):
        await until_busy(post, 4)
        await text_to(post, 50, "reply")
        assert await post.standin.until(phone(50), 1, seconds=SOON) == ["reply"]
    assert post.standin.requests == 5


async def test_while_the_carrier_hangs_on_all_danger_leaves_and_web_chat_is_answered(
    post: Post,
) -> None:
    await hanging(post, 8, "reply")
    async with at_work(post, most_in_hand=6):
        await until_busy(post, 6)
        answer = await text_to(post, 50, "reply", provider="web")
        await text_to(post, 51, "crisis")
        await until_delivered(post, answer)
        assert await post.standin.until(phone(51), 1, seconds=SOON) == ["crisis"]
    assert post.standin.requests == 7


async def test_a_crisis_reply_waits_for_no_connection_that_hangs(post: Post) -> None:
    await hanging(post, 110, "reply")
    async with (
        patient_carrier(post) as carrier,
        at_work(post, per_second=40, carriers=local_carriers(carrier)),
    ):
        await until_busy(post, 110)
        await text_to(post, 150, "crisis")
        await post.standin.until(phone(150), 1, seconds=SOON)


async def test_an_answer_does_not_wait_for_their_reminder_behind_everybody_elses(
    post: Post,
) -> None:
    """What was said to them before it leaves before it, in its turn and not in the reminder's."""
    for number in range(20):
        await text_to(post, number, late=60)
    async with post.database.begin() as uow:
        conversation = await uow.conversations.get(post.conversation_id)
        assert conversation is not None
        await queued(post, conversation, "reminder", uow=uow)
    async with at_work(post, per_second=2, most_in_hand=9):
        await post.standin.has_texts.wait()
        async with post.database.begin() as uow:
            await queued(post, conversation, "reply", uow=uow)
        assert await post.standin.until(post.phone, 2, seconds=SOON) == ["reminder", "reply"]
    assert len(post.standin.texts) < 20


async def test_what_was_not_claimed_after_all_is_taken_up_the_next_time(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    message_id = await post.queue("Hello", "crisis")
    worker, claim = post.worker(), OutboxRows.claim

    async def breaks_off(self: OutboxRows, wish: Wish, *given: Any, **more: Any) -> Claimed:
        if wish.which == "can_wait":
            raise OSError("the database is away")
        return await claim(self, wish, *given, **more)

    with monkeypatch.context() as away:
        away.setattr(OutboxRows, "claim", breaks_off)
        with pytest.raises(OSError, match="away"):
            await worker.run_once()
    assert await worker.run_once() == 1
    assert (await post.message(message_id)).status == "sent"


async def test_who_looks_in_the_same_moment_does_not_take_up_the_same_text(post: Post) -> None:
    """In the demonstration whoever moves a phone's clock has all sent at once that is due."""
    await text_to(post, 0, "reply")
    worker = post.worker()
    taken = await asyncio.gather(*(worker.run_once() for _ in range(3)))
    assert sorted(taken) == [0, 0, 1]
    assert len(post.standin.texts) == 1


@pytest.mark.parametrize(
    ("per_second", "lease_seconds", "share"),
    [(10, 60, 30), (10, 4, 10), (1, 60, 3), (0.1, 60, 1), (1000, 60, 3000)],
)
def test_a_number_s_share_leaves_well_within_its_lease(
    per_second: float, lease_seconds: float, share: int
) -> None:
    hand = Hand(per_second=per_second, lease=timedelta(seconds=lease_seconds))
    assert hand.share == share
