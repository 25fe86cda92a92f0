from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Insert,
    TextClause,
    bindparam,
    literal_column,
    or_,
    select,
    text,
    true,
    update,
)

from storage.models import Timer
from storage.models.timer import IS_OF_DANGER, TimerStatus
from storage.repositories.prepared import Prepared
from storage.repositories.repository import Repository
from storage.repositories.upsert import insert_unless_there
from storage.rows import values_of


class Timers(Repository[Timer]):
    model = Timer

    def write_unless_exists(self, timer: Timer) -> None:
        """Set a timer unless its (kind, owner, version, key) was set before; in one statement with
        all that the unit sets."""
        self._writing.write(self._insert, values_of(timer))

    async def claim_due(
        self, now: datetime, limit: int, lease_seconds: float, worker: str
    ) -> list[Timer]:
        """Lease waiting timers whose time has come, each to one worker only: those of danger, then
        longest due first."""
        lease = timedelta(seconds=lease_seconds)
        urgent = await self._claim(now, limit, lease, worker, text(IS_OF_DANGER))
        return urgent + await self._claim(now, limit - len(urgent), lease, worker, true())

    async def _claim(
        self,
        now: datetime,
        limit: int,
        lease: timedelta,
        worker: str,
        which: ColumnElement[bool] | TextClause,
    ) -> list[Timer]:
        due = (
            select(Timer.id)
            .where(
                which,
                Timer.status == literal_column("'waiting'"),
                Timer.due_at <= now,
                or_(
                    Timer.lease_until.is_(None),
                    Timer.lease_until <= now,
                    # Given by a clock that was ahead: it might not run out for days.
                    Timer.lease_until > now + 2 * lease,
                ),
            )
            .order_by(Timer.due_at, Timer.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("due")
            .prefix_with("MATERIALIZED", dialect="postgresql")  # read again, it would lock others
        )
        claimed = await self._session.scalars(
            update(Timer)
            .where(Timer.id.in_(select(due.c.id)))
            .values(lease_until=now + lease, lease_by=worker)
            .returning(Timer)
            .execution_options(synchronize_session=False, populate_existing=True)
        )
        return sorted(claimed.all(), key=lambda timer: (timer.due_at, timer.id))

    async def cancel_for(
        self,
        owner_type: str,
        owner_id: str,
        reason: str | None = None,
        at: datetime | None = None,
    ) -> int:
        """Cancel what still waits for an owner; how many that were."""
        if self._in_loop is not None:  # the one writer there is, so nothing changes in between
            owner = {"owner_type": owner_type, "owner_id": owner_id}
            waiting = await self._read(_WAITING_OF_OWNER, owner)
            for timer in waiting:
                timer.status, timer.reason, timer.done_at = "cancelled", reason, at
            return len(waiting)
        cancelled = await self._session.scalars(
            update(Timer)
            .where(
                Timer.owner_type == owner_type,
                Timer.owner_id == owner_id,
                Timer.status == "waiting",
            )
            .values(status="cancelled", reason=reason, done_at=at)
            .returning(Timer.id)
        )
        return len(cancelled.all())

    async def settle(
        self, timer_id: str, status: TimerStatus, reason: str | None, at: datetime | None = None
    ) -> bool:
        """Say what became of a waiting timer; False if that was said before."""
        settled = await self._session.scalar(
            update(Timer)
            .where(Timer.id == timer_id, Timer.status == "waiting")
            .values(status=status, reason=reason, done_at=at, lease_until=None, lease_by=None)
            .returning(Timer.id)
        )
        return settled is not None

    async def release(self, timer_id: str, due_at: datetime) -> None:
        """Give a timer back, to be tried again at `due_at`."""
        await self._session.execute(
            update(Timer)
            .where(Timer.id == timer_id)
            .values(due_at=due_at, lease_until=None, lease_by=None)
        )

    @property
    def _insert(self) -> Insert:
        columns = ("kind", "owner_id", "owner_version", "key")
        return insert_unless_there(self._session, Timer, *columns)

    async def lock_of(self, owner_type: str, owner_id: str) -> Sequence[Timer]:
        """As `of_owner`, as they are now and until the unit ends: none is settled meanwhile."""
        theirs = _OF_OWNER.entities.with_for_update(key_share=True)
        found = await self._session.scalars(
            theirs.execution_options(populate_existing=True),
            {"owner_type": owner_type, "owner_id": owner_id},
        )
        return found.all()

    async def of_owner(self, owner_type: str, owner_id: str) -> Sequence[Timer]:
        """Every timer of an owner, settled ones too, by time due."""
        return await self._read(_OF_OWNER, {"owner_type": owner_type, "owner_id": owner_id})

    async def waiting_for_patient(self, patient_id: str) -> Sequence[Timer]:
        """What a patient still has coming, soonest first."""
        query = select(Timer).where(Timer.patient_id == patient_id, Timer.status == "waiting")
        return (await self._session.scalars(query.order_by(Timer.due_at, Timer.id))).all()


_OF_OWNER = Prepared(
    Timer,
    lambda found: found.where(
        Timer.owner_type == bindparam("owner_type"), Timer.owner_id == bindparam("owner_id")
    ).order_by(Timer.due_at, Timer.id),
)
# The status is spelled out, as the index of those that wait is on it.
_WAITING_OF_OWNER = Prepared(
    Timer,
    lambda found: found.where(
        Timer.owner_type == bindparam("owner_type"),
        Timer.owner_id == bindparam("owner_id"),
        Timer.status == literal_column("'waiting'"),
    ),
)
