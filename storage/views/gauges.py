"""How far behind the service is, over all practices: for /health and /metrics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.models import Outbox, RiskFlag, Timer
from storage.models.heartbeat import WORKER
from storage.repositories.inbox_conditions import GRAVE
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauges:
    """Times are when the oldest of each began to wait; None when nothing waits."""

    queued: int
    oldest_due_at: datetime | None
    unseen_risks: int
    oldest_unseen_risk_at: datetime | None
    oldest_overdue_timer_at: datetime | None
    heartbeat_at: datetime | None


async def gauges(uow: UnitOfWork, now: datetime) -> Gauges:
    """Read them all; timers and texts that are due later than `now` do not count as waiting."""
    queued = await uow.session.scalar(select(func.count()).select_from(Outbox))
    due = await uow.session.scalar(
        select(func.min(Outbox.not_before)).where(Outbox.not_before <= now)
    )
    risks, oldest_risk = (
        await uow.session.execute(
            select(func.count(), func.min(RiskFlag.raised_at)).where(
                RiskFlag.seen_at.is_(None), RiskFlag.level.in_(GRAVE)
            )
        )
    ).one()
    timer = await uow.session.scalar(
        select(func.min(Timer.due_at)).where(Timer.status == "waiting", Timer.due_at <= now)
    )
    return Gauges(
        queued=queued or 0,
        oldest_due_at=due,
        unseen_risks=risks,
        oldest_unseen_risk_at=oldest_risk,
        oldest_overdue_timer_at=timer,
        heartbeat_at=await uow.heartbeats.latest(WORKER),
    )
