"""APScheduler as an alarm clock: it wakes the sweep and delivery, and keeps nothing itself.

Its job stores must not be shared between processes, so the store is memory, and what is to be
done stands in our own tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger


def alarm_clock(wakers: Mapping[Callable[[], None], float]) -> AsyncIOScheduler:
    """A scheduler, not started yet, that calls each waker every so many seconds."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    for wake, seconds in wakers.items():
        scheduler.add_job(
            _on_the_loop(wake),
            IntervalTrigger(seconds=seconds, timezone="UTC"),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    return scheduler


def put_away(alarm: AsyncIOScheduler) -> None:
    """Let it ring no more.

    Paused first: APScheduler would begin rings that are due, cancel them in the same moment, and
    log that as a failure.
    """
    alarm.pause()
    alarm.shutdown(wait=False)


def _on_the_loop(wake: Callable[[], None]) -> Callable[[], object]:
    """A coroutine function: plain ones are run on a thread, where no event may be set."""

    async def ring() -> None:
        wake()

    return ring
