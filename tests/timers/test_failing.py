"""A timer whose handling fails each time: ever more seldom, and in the end a person is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.timers.due import Due, Outcome
from bot.timers.sweep import Sweep
from tests.timers.conftest import Desk

THREE_DAYS = timedelta(days=3)
MINUTE = timedelta(minutes=1)


async def passing(desk: Desk, sweep: Sweep, length: timedelta, step: timedelta = MINUTE) -> None:
    for _ in range(length // step):
        desk.clock.advance(step)
        await sweep.run_once()


def failing_sweep(desk: Desk, kind: str = "reminder") -> tuple[Sweep, list[None]]:
    tries: list[None] = []

    async def handler(due: Due) -> Outcome:
        tries.append(None)
        raise RuntimeError("it always fails")

    sweep = desk.sweep()
    sweep.handlers = {kind: handler}
    return sweep, tries


async def test_it_is_tried_ever_more_seldom(desk: Desk) -> None:
    await desk.books(THREE_DAYS)
    desk.clock.advance(timedelta(days=2))
    sweep, tries = failing_sweep(desk)
    await passing(desk, sweep, timedelta(hours=2))
    assert 4 <= len(tries) <= 9


async def test_it_is_given_up_and_a_person_told(desk: Desk) -> None:
    visit = await desk.books(THREE_DAYS)
    desk.clock.advance(timedelta(days=2))
    sweep, tries = failing_sweep(desk)
    await passing(desk, sweep, timedelta(hours=30), step=timedelta(minutes=10))
    so_far = len(tries)
    await passing(desk, sweep, timedelta(hours=5), step=timedelta(minutes=10))
    assert len(tries) == so_far
    assert await desk.timers("appointment", visit.id) == [("reminder", "expired", "kept_failing")]
    assert (await desk.referral()).attention == "delivery_failed"


async def test_one_that_fails_once_is_done_the_next_minute(desk: Desk) -> None:
    visit = await desk.books(THREE_DAYS)
    desk.clock.advance(timedelta(days=2))
    sweep = desk.sweep()
    desk.speaker.fails = True
    await sweep.run_once()
    desk.speaker.fails = False
    await passing(desk, sweep, 2 * MINUTE)
    assert await desk.timers("appointment", visit.id) == [("reminder", "done", None)]


@pytest.mark.parametrize("kind", ["duty_alert", "risk_unseen"])
async def test_danger_is_neither_put_off_nor_given_up(desk: Desk, kind: str) -> None:
    visit = await desk.books(THREE_DAYS)
    async with desk.database.read() as uow:
        (timer,) = await uow.timers.of_owner("appointment", visit.id)
    await desk.change("timers", timer.id, kind=kind)
    desk.clock.advance(timedelta(days=2))
    sweep, tries = failing_sweep(desk, kind)
    await passing(desk, sweep, timedelta(hours=1))
    assert len(tries) >= 50
