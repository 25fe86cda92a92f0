"""One number gets so many answers, one practice's texts cost so much; danger is exempt."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.delivery.bounds import REACHED, Bounds
from storage.models import Audit
from tests.delivery.conftest import Post

LAST_WORD = "Answers stop for a while. Help: 999, 111, 116 123."


def bounds(**given: object) -> Bounds:
    values = {"answers_an_hour": 3, "answers_a_day": 5, "last_word": lambda language: LAST_WORD}
    return Bounds(**{**values, **given})  # type: ignore[arg-type]


async def test_of_many_answers_the_first_leave_then_a_last_word_then_none(post: Post) -> None:
    ids = [await post.queue(f"Answer {number}") for number in range(9)]

    await post.send(bounds=bounds())

    assert post.texts == ["Answer 0", "Answer 1", "Answer 2", LAST_WORD]
    kept = [await post.message(id) for id in ids]
    assert [one.status for one in kept[:4]] == ["sent"] * 4
    assert {(one.status, one.reason) for one in kept[4:]} == {("cancelled", "too_many")}
    assert kept[3].text == LAST_WORD  # the page shows what was really sent
    assert await post.attention() == "too_many_texts"


async def test_the_crisis_reply_the_end_of_texting_and_staff_are_never_counted(post: Post) -> None:
    many = bounds()
    for number in range(6):
        await post.queue(f"Answer {number}")
    await post.send(bounds=many)
    sent = len(post.texts)

    for number in range(20):
        await post.queue(f"Crisis {number}", kind="crisis")
    await post.queue("Stopped", kind="opt_out")
    await post.queue("It's Morag here", kind="staff", author="staff")
    await post.send(bounds=many)

    later = post.texts[sent:]
    crises = [f"Crisis {number}" for number in range(20)]
    assert sorted(later) == sorted([*crises, "Stopped", "It's Morag here"])


async def test_after_an_hour_answers_go_on_until_the_days_are_spent(post: Post) -> None:
    many = bounds()
    for _ in range(3):
        for number in range(6):
            await post.queue(f"Answer {number}")
        await post.send(bounds=many)
        post.clock.advance(timedelta(hours=1, minutes=1))

    # Three and a last word; then one more and the day's last word; then none.
    assert len(post.texts) == 6
    post.clock.advance(timedelta(hours=23))
    await post.queue("A new day")
    await post.send(bounds=many)
    assert post.texts[-1] == "A new day"


async def test_two_workers_count_together(post: Post) -> None:
    for number in range(9):
        await post.queue(f"Answer {number}")
    one, other = post.worker(bounds=bounds()), post.worker(bounds=bounds())
    while await one.run_once() + await other.run_once():
        pass

    assert len(post.texts) == 4


async def test_an_answer_of_unknown_fate_is_counted_once(post: Post) -> None:
    await post.queue("Answer")
    await post.send(bounds=bounds(answers_an_hour=1))
    again = await post.queue("Answer two", attempts=1)
    async with post.database.begin() as uow:
        await uow.messages.move_status(again, "sending", None, post.clock.now())
    await post.send(bounds=bounds(answers_an_hour=1))

    assert (await post.message(again)).text == "Answer two"  # handed over before, in these words


async def ceiling_told(post: Post) -> int:
    async with post.database.read() as uow:
        rows = await uow.session.scalars(select(Audit).where(Audit.action == REACHED))
        return len(rows.all())


async def test_over_the_days_ceiling_only_what_we_begin_waits_and_people_are_told(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    costly = bounds(answers_an_hour=50, answers_a_day=50, segments_a_day=2)
    for number in range(2):
        await post.queue(f"Answer {number}")
    await post.send(bounds=costly)

    reminders = [await post.queue("You have a visit", kind="reminder") for _ in range(3)]
    await post.queue("Crisis lines", kind="crisis")
    await post.queue("An answer all the same")
    with caplog.at_level(logging.ERROR):
        await post.send(bounds=costly)

    assert set(post.texts[2:]) == {"Crisis lines", "An answer all the same"}
    row = await post.row(reminders[0])
    assert row is not None
    assert row.not_before.date() > post.clock.now().date()
    assert await ceiling_told(post) == 1  # once a day, however many wait
    assert "ceiling" in caplog.text


async def test_the_next_day_what_waited_leaves(post: Post) -> None:
    costly = bounds(segments_a_day=1)
    await post.queue("Answer")
    await post.send(bounds=costly)
    await post.queue("You have a visit", kind="reminder")
    await post.send(bounds=costly)
    assert len(post.texts) == 1

    post.clock.advance(timedelta(hours=23, minutes=30))
    await post.send(bounds=costly)
    assert post.texts[1:] == ["You have a visit"]
