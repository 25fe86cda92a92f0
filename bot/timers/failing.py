"""Timers whose handling failed: tried again ever more seldom, and in the end given to a person."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from actions.basis.work import SYSTEM, Work
from actions.casework.raise_in_inbox import raise_in_inbox
from storage.database import Database
from storage.models import Timer

logger = logging.getLogger(__name__)

_FIRST: Final = timedelta(minutes=1)
_LONGEST: Final = timedelta(hours=1)
_GIVEN_UP_AFTER: Final = timedelta(days=1)
_FEWEST_TRIES: Final = 3
"""Before it is given up: what was due while all was down for a day has failed but once."""
_DANGER: Final = frozenset(["duty_alert", "risk_unseen"])
"""Neither put off nor given up: somebody may be in danger."""


@dataclass(slots=True)
class _Failed:
    tries: int
    rests_until: datetime


@dataclass(slots=True)
class Failing:
    """What failed in this process; a process begun anew tries all of it at once."""

    _known: dict[str, _Failed] = field(default_factory=dict)

    def rests(self, timer: Timer, now: datetime) -> bool:
        """Whether it is not to be tried yet: whoever claimed it lets the lease run out."""
        known = self._known.get(timer.id)
        return known is not None and now < known.rests_until

    def forget(self, timer: Timer) -> None:
        """It did not fail this time."""
        self._known.pop(timer.id, None)

    def note(self, timer: Timer, now: datetime) -> bool:
        """It failed: put it off for twice as long as the last time. Whether to give it up."""
        if timer.kind in _DANGER:
            return False
        known = self._known.get(timer.id)
        tries = known.tries + 1 if known is not None else 1
        rest = min(_FIRST * 2 ** min(tries - 1, 6), _LONGEST)
        self._known[timer.id] = _Failed(tries, now + rest)
        is_past = timer.expires_at is not None and now >= timer.expires_at
        is_old = is_past or now - timer.due_at > _GIVEN_UP_AFTER
        return is_old and tries >= _FEWEST_TRIES


async def give_up(database: Database, timer: Timer, now: datetime) -> None:
    """Settle it, and tell the team that something was not sent, or not done, for this person."""
    async with database.begin() as uow:
        await uow.patients.lock(timer.patient_id)
        if not await uow.timers.settle(timer.id, "expired", "kept_failing", now):
            return
        patient = await uow.patients.get(timer.patient_id)
        practice = await uow.practices.get(timer.practice_id)
        thread = await uow.conversations.thread(timer.patient_id)
        if patient is None or practice is None or thread is None or thread[2].status == "closed":
            return
        work = Work(uow=uow, now=now, practice=practice, actor=SYSTEM)
        raise_in_inbox(work, thread[2], "delivery_failed", patient=patient)
    logger.error("a timer kept failing", extra={"timer": timer.id, "kind": timer.kind})
