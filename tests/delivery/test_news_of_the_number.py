"""What the carrier tells of a number holds for all that waits for it: it may be a stranger's now,
or its owner said STOP where we did not hear it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.basis.work import SYSTEM, Work
from actions.texts.freeze import hold_for_family
from tests.builders import a_conversation, a_message, a_patient, an_outbox_row
from tests.delivery.conftest import Post
from tests.delivery.test_receipts import report
from tests.delivery.test_still_right import for_later

PHONE_OFF = 30003
NOBODYS = 30005
STOPPED = 21610


async def wait_for(post: Post, hours: int) -> None:
    post.clock.advance(timedelta(hours=hours, minutes=1))
    await post.send()


async def test_once_a_number_is_nobodys_neither_planned_nor_waiting_texts_leave(
    post: Post,
) -> None:
    planned = await for_later(post)
    waiting = await post.queue(
        "From Morag",
        kind="staff",
        author="staff",
        not_before=post.clock.now() + timedelta(hours=1),
    )
    await post.queue("Hello")
    await post.send()
    await report(post, "undelivered", NOBODYS)
    for one in (planned, waiting):
        message = await post.message(one)
        assert (message.status, message.reason) == ("cancelled", "frozen")
    await wait_for(post, hours=4)
    assert post.texts == ["Hello"]


@pytest.mark.parametrize("kind", ["reply", "staff"])
async def test_the_second_try_of_a_text_does_not_leave_either(post: Post, kind: str) -> None:
    first = await post.queue("For Jean", kind=kind, author="staff" if kind == "staff" else "bot")
    await post.send()
    assert await report(post, "undelivered", PHONE_OFF)
    post.clock.advance(timedelta(minutes=1))
    await post.queue("Hello")
    await post.send()
    await report(post, "undelivered", NOBODYS)
    await wait_for(post, hours=1)
    assert post.texts == ["For Jean", "Hello"]
    message = await post.message(first)
    assert (message.status, message.reason) == ("undelivered", "frozen")


async def test_after_a_death_a_text_that_did_not_arrive_is_not_tried_again(post: Post) -> None:
    text = await post.queue("How are you, Jean?", kind="staff", author="staff")
    await post.send()
    async with post.database.begin() as uow:
        practice = await uow.practices.get(post.practice_id)
        patient = await uow.patients.get(post.patient_id)
        referral = await uow.referrals.get(post.referral_id)
        assert practice is not None
        assert patient is not None
        assert referral is not None
        work = Work(uow=uow, now=post.clock.now(), practice=practice, actor=SYSTEM)
        await hold_for_family(work, patient, referral)
    assert not await report(post, "undelivered", PHONE_OFF)
    await wait_for(post, hours=1)
    assert len(post.texts) == 1
    assert (await post.message(text)).status == "undelivered"


async def test_a_stop_that_only_the_carrier_heard_is_of_both_addresses(post: Post) -> None:
    async with post.database.begin() as uow:
        practice = await uow.practices.get(post.practice_id)
        other = await a_patient(
            uow, practice=practice, contact=f"whatsapp:{post.phone}", channel="whatsapp"
        )
        thread = await a_conversation(uow, patient=other)
        message = await a_message(
            uow, conversation=thread, direction="out", author="bot", kind="reminder",
            provider="twilio", at=post.clock.now(),
        )  # fmt: skip
        await an_outbox_row(uow, message=message, not_before=post.clock.now() + timedelta(hours=1))
    planned = await for_later(post)
    await post.queue("Hello")
    await post.send()
    await report(post, "failed", STOPPED)
    async with post.database.read() as uow:
        assert await uow.opt_outs.is_out(post.patient_id)
        assert await uow.opt_outs.is_out(other.id)
    assert (await post.message(planned)).reason == "opted_out"
    await wait_for(post, hours=1)
    assert (await post.message(message.id)).reason == "opted_out"
