"""How much automation may say to one number, and what a practice's texts may cost in a day.

Both are counted in the database, so they hold behind any number of workers. Neither ever holds a
crisis reply, the end of all texting, or what a person of the staff writes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.metrics import CEILINGS_REACHED
from storage.models import Practice
from storage.models.message import MessageKind
from storage.unit_of_work import UnitOfWork
from storage.views.sent import answers_since, segments_since

logger = logging.getLogger(__name__)

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
LOOK_EVERY: Final = timedelta(seconds=30)
"""A day's cost is summed no more often than this; what leaves meanwhile may exceed it."""
REACHED: Final = "cost_ceiling_reached"


def day_of(now: datetime, timezone: str) -> tuple[datetime, datetime]:
    """When the practice's own day began, and when it ends; aware."""
    zone = ZoneInfo(timezone)
    today = now.astimezone(zone).date()
    return (
        datetime.combine(today, time(), zone),
        datetime.combine(today + timedelta(days=1), time(), zone),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """`over`: how many more answers than allowed this one would be, 0 or less while allowed.

    The first that is over says that they stop; every later one stays unsaid.
    """

    over: int = 0

    @property
    def is_last_word(self) -> bool:
        return self.over == 1

    @property
    def is_too_many(self) -> bool:
        return self.over > 1


@dataclass(slots=True, kw_only=True)
class Bounds:
    """`segments_a_day` is a practice's ceiling, None for none; `last_word` gives the text that
    says in a language that answers stop for now."""

    answers_an_hour: int = 60
    answers_a_day: int = 200
    segments_a_day: int | None = None
    last_word: Callable[[str], str] | None = None
    _looked: dict[str, tuple[datetime, int]] = field(default_factory=dict)

    async def answers(
        self,
        uow: UnitOfWork,
        patient_id: str,
        message_id: str,
        *,
        kind: MessageKind,
        author: str,
        now: datetime,
    ) -> Answers:
        """Where one answer of automation's stands; nothing else is counted."""
        if kind != "reply" or author != "bot":
            return Answers()
        hour, day = await answers_since(
            uow, patient_id, recent=now - HOUR, earlier=now - DAY, but=message_id
        )
        return Answers(over=max(hour + 1 - self.answers_an_hour, day + 1 - self.answers_a_day))

    async def closed_until(
        self, uow: UnitOfWork, practice: Practice, now: datetime
    ) -> datetime | None:
        """While a practice is over its ceiling, when its day ends; whoever must know is told."""
        if self.segments_a_day is None:
            return None
        began, ends = day_of(now, practice.timezone)
        if await self._segments(uow, practice.id, began, now) < self.segments_a_day:
            return None
        await _tell_once(uow, practice, began, now)
        return ends

    async def _segments(
        self, uow: UnitOfWork, practice_id: str, began: datetime, now: datetime
    ) -> int:
        looked_at, found = self._looked.get(practice_id, (began - DAY, 0))
        if looked_at < began or not timedelta(0) <= now - looked_at < LOOK_EVERY:
            found = await segments_since(uow, practice_id, began)
            self._looked[practice_id] = (now, found)
        return found


async def _tell_once(uow: UnitOfWork, practice: Practice, began: datetime, now: datetime) -> None:
    """The log's error level is what the operator's alert hangs on; staff see it under Messages."""
    told = await uow.audit.of_subject("practice_texts", practice.id, limit=1)
    if told and told[0].at >= began:
        return
    uow.audit.add_by_system(
        REACHED,
        practice_id=practice.id,
        at=now,
        subject_type="practice_texts",
        subject_id=practice.id,
    )
    CEILINGS_REACHED.inc()
    logger.error(
        "a practice's texts have reached the day's ceiling", extra={"practice": practice.id}
    )
