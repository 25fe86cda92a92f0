"""An older worker beside a newer release, whose pages set timers that it has never heard of."""

from __future__ import annotations

from datetime import timedelta

from bot.timers.sweep import Sweep
from tests.timers.conftest import Desk

FORTNIGHT = timedelta(days=14)


def older(desk: Desk) -> Sweep:
    """It knows no check-ins."""
    sweep = desk.sweep()
    sweep.handlers = {}
    return sweep


async def test_what_an_older_worker_does_not_know_is_left_to_a_newer_one(desk: Desk) -> None:
    await desk.plans_check_in(FORTNIGHT)
    desk.clock.advance(FORTNIGHT)
    while await older(desk).run_once():
        pass
    await desk.after(minutes=2)
    assert desk.speaker.said == ["check_in"]


async def test_what_nobody_knows_after_a_day_is_put_away(desk: Desk) -> None:
    planned = await desk.plans_check_in(FORTNIGHT)
    desk.clock.advance(FORTNIGHT + timedelta(days=2))
    assert await older(desk).run_once() == 1
    async with desk.database.read() as uow:
        (timer,) = await uow.timers.of_owner("check_in", planned.id)
    assert (timer.status, timer.reason) == ("stale", "unknown_kind")
