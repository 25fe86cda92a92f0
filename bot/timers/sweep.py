"""Settles every timer that is due: each in one transaction with all that it does.

    claim a few (one short transaction) -> for each: lane, look again, handle, settle (one more)

A process that dies in between leaves a lease that runs out, and nothing half done.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from math import inf
from typing import Protocol

from actions.basis.work import SYSTEM, Work
from bot.clock import Clock
from bot.exchange.engine import Engine
from bot.live import Live
from bot.metrics import TIMER_LAG_SECONDS
from bot.timers.due import Cancelled, Done, Due, Expired, Handler, Later, Outcome, Stale
from bot.timers.failing import Failing, give_up
from bot.timers.handlers import HANDLERS
from bot.timers.speaker import EngineSpeaker, Speaker
from storage.database import Database
from storage.models import Timer, new_id
from storage.models.heartbeat import WORKER
from storage.models.timer import TimerStatus
from storage.unit_of_work import UnitOfWork

logger = logging.getLogger(__name__)

_LEASE = timedelta(seconds=60)
_ROLL_OUT = timedelta(days=1)
"""For so long an older worker leaves alone what it does not know."""
_FAILING = 2
"""Rounds: one alone may have met somebody who held the database for a moment."""


class HasEngine(Protocol):
    @property
    def engine(self) -> Engine: ...
    @property
    def live(self) -> Live: ...


@dataclass(slots=True, kw_only=True)
class Sweep:
    """One of any number of workers on one database; `wake` tells delivery of new texts."""

    database: Database
    clock: Clock
    turns: HasEngine
    wake: Callable[[], None]
    handlers: Mapping[str, Handler] = field(default_factory=lambda: HANDLERS)
    speaker: Speaker | None = None
    worker: str = field(default_factory=new_id)
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _asked_to_stop: asyncio.Event = field(default_factory=asyncio.Event)
    _failing: Failing = field(default_factory=Failing)
    _beaten_at: float | None = None
    _failed_rounds: int = 0
    """In a row: since the last that came to its end."""

    @property
    def beat_age_seconds(self) -> float | None:
        """How long ago this very worker last came round; None before the first time.

        For ever, while one round after another fails: on a full disk it is known at once.
        """
        if self._failed_rounds >= _FAILING:
            return inf
        return None if self._beaten_at is None else time.monotonic() - self._beaten_at

    def stop(self) -> None:
        """Take up nothing new; `run` returns when the timers in hand are settled."""
        self._asked_to_stop.set()
        self._woken.set()

    def wake_up(self) -> None:
        """Look at once."""
        self._woken.set()

    async def run(self, *, poll_seconds: float) -> None:
        """Sweep until stopped: whenever woken, and every `poll_seconds` besides."""
        while not self._asked_to_stop.is_set():
            self._woken.clear()
            try:
                await self._beat()
                while not self._asked_to_stop.is_set() and await self.run_once():
                    await self._beat()
            except Exception:
                # The database may be away for a while; what is due stays due.
                self._failed_rounds += 1
                logger.exception("the sweep failed; trying again")
            else:
                self._failed_rounds = 0
            if self._asked_to_stop.is_set():
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(poll_seconds):
                    await self._woken.wait()

    async def run_once(self, limit: int = 50) -> int:
        """Settle up to `limit` due timers, longest due first; returns how many were claimed."""
        async with self.database.begin() as uow:
            claimed = await uow.timers.claim_due(
                self.clock.now(), limit, _LEASE.total_seconds(), self.worker
            )
        for timer in claimed:
            if not self._failing.rests(timer, self.clock.now()):
                await self._try(timer)
        if claimed:
            self.wake()
        return len(claimed)

    async def _try(self, timer: Timer) -> None:
        """One bad timer stops no other; its lease runs out, and it is tried again."""
        named = {"timer": timer.id, "kind": timer.kind}
        try:
            await self._settle(timer)
        except Exception:
            logger.exception("a timer failed", extra=named)
        else:
            self._failing.forget(timer)
            return
        try:
            if self._failing.note(timer, self.clock.now()):
                await give_up(self.database, timer, self.clock.now())
                self._failing.forget(timer)
        except Exception:
            logger.exception("a timer that keeps failing could not be given up", extra=named)

    async def _settle(self, claimed: Timer) -> None:
        async with self.database.begin() as uow:
            due = await self._due(uow, claimed)
            if due is None:
                return
            handler = self.handlers.get(claimed.kind)
            if handler is None and _is_newer_releases(due):
                return  # the lease runs out, and one of theirs may be the next to look
            outcome = await handler(due) if handler else Stale("unknown_kind")
            await _write_down(due, outcome)
        lag = self.clock.now() - claimed.due_at
        TIMER_LAG_SECONDS.labels(claimed.kind).observe(lag.total_seconds())
        if claimed.conversation_id is not None:
            self.turns.live.publish(claimed.practice_id, claimed.conversation_id)
        logger.info(
            "timer settled",
            extra={
                "timer": claimed.id,
                "kind": claimed.kind,
                "outcome": type(outcome).__name__.lower(),
            },
        )

    async def _due(self, uow: UnitOfWork, claimed: Timer) -> Due | None:
        """The timer as it is now, the person's lane held; None if it is not ours any more."""
        await uow.patients.lock(claimed.patient_id)
        timer = await uow.timers.get(claimed.id)
        patient = await uow.patients.get(claimed.patient_id)
        practice = await uow.practices.get(claimed.practice_id)
        if timer is None or patient is None or practice is None:
            return None
        if timer.status != "waiting" or timer.lease_by != self.worker:
            return None
        return Due(
            timer=timer,
            patient=patient,
            work=Work(uow=uow, now=self.clock.now(), practice=practice, actor=SYSTEM),
            speaker=self.speaker or EngineSpeaker(self.turns.engine),
        )

    async def _beat(self) -> None:
        async with self.database.begin() as uow:
            await uow.heartbeats.beat(WORKER, self.clock.now())
        self._beaten_at = time.monotonic()


def _is_newer_releases(due: Due) -> bool:
    """In a roll-out the newer pages set timers that only the newer workers know."""
    now, timer = due.work.now, due.timer
    is_past = timer.expires_at is not None and now >= timer.expires_at
    return not is_past and now - timer.due_at <= _ROLL_OUT


async def _write_down(due: Due, outcome: Outcome) -> None:
    timers, timer = due.uow.timers, due.timer
    if isinstance(outcome, Later):
        await timers.release(timer.id, outcome.at)
        return
    status, reason = _said_of(outcome)
    await timers.settle(timer.id, status, reason, due.work.now)


def _said_of(outcome: Done | Stale | Cancelled | Expired) -> tuple[TimerStatus, str | None]:
    match outcome:
        case Done():
            return "done", None
        case Stale(reason):
            return "stale", reason
        case Cancelled(reason):
            return "cancelled", reason
        case Expired(reason):
            return "expired", reason
