"""What a carrier says of a text brings a person as all else does: at once, the gravest first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.delivery.conftest import Post
from tests.delivery.test_bounds import bounds
from tests.delivery.test_receipts import report


async def change_referral(post: Post, **values: object) -> None:
    async with post.database.begin() as uow:
        referral = await uow.referrals.get(post.referral_id)
        for name, value in values.items():
            setattr(referral, name, value)


async def put_off(post: Post) -> None:
    await change_referral(post, snoozed_until=post.clock.now() + timedelta(days=3))
    assert not await is_in_the_inbox(post)


async def is_in_the_inbox(post: Post) -> bool:
    async with post.database.read() as uow:
        page = await uow.referrals.inbox([post.practice_id], post.clock.now())
    return post.referral_id in [row.referral.id for row in page.rows]


@pytest.mark.parametrize("code", [30005, 30006, 30007, 21610])
async def test_a_text_that_failed_ends_a_snooze(post: Post, code: int) -> None:
    await put_off(post)
    await post.queue()
    await post.send()
    await report(post, "undelivered", code)
    assert await is_in_the_inbox(post)


async def test_the_last_of_too_many_answers_ends_a_snooze(post: Post) -> None:
    await put_off(post)
    for number in range(4):
        await post.queue(f"Answer {number}")
    await post.send(bounds=bounds())
    assert await post.attention() == "too_many_texts"
    assert await is_in_the_inbox(post)


@pytest.mark.parametrize(
    ("stands", "code", "kept"),
    [
        ("wrote_again", 30005, "wrong_number"),  # whoever wrote again may be a stranger
        ("call_me", 30005, "wrong_number"),
        ("language", 30006, "unreachable"),
        ("worse", 30005, "worse"),
        ("handoff", 30006, "handoff"),
        ("wrote_again", 30007, "wrote_again"),
        ("no_reply", 30007, "delivery_failed"),
    ],
)
async def test_the_gravest_reason_is_the_one_that_is_read(
    post: Post, stands: str, code: int, kept: str
) -> None:
    await change_referral(post, attention=stands)
    await post.queue()
    await post.send()
    await report(post, "undelivered", code)
    assert await post.attention() == kept
