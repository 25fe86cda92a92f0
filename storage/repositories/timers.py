from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Insert, bindparam, literal_column, update

from storage.models import Timer
from storage.models.timer import TimerStatus
from storage.repositories.prepared import Prepared
from storage.repositories.repository import Repository
from storage.repositories.timers_due import CLAIM, PREPARED, Which
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
        clock = {"now": now, "longest_lease": now + 2 * lease}
        given = {"until": now + lease, "worker": worker}
        urgent = await self._claim("danger", limit, clock, given)
        return urgent + await self._claim("any", limit - len(urgent), clock, given)

    async def _claim(
        self, which: Which, most: int, clock: dict[str, datetime], given: dict[str, Any]
    ) -> list[Timer]:
        wanted = {**clock, "most": most}
        if self._in_loop is None:
            claimed = await self._session.scalars(CLAIM[which], {**wanted, **given})
            return sorted(claimed.all(), key=lambda timer: (timer.due_at, timer.id))
        # There is one writer: what is read is still so when it is written.
        found = await self._read(PREPARED[which], wanted)
        for timer in found:
            timer.lease_until, timer.lease_by = given["until"], given["worker"]
        await self._session.flush()
        return list(found)

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
        return await self._read(_WAITING_OF_PATIENT, {"patient_id": patient_id})


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
_WAITING_OF_PATIENT = Prepared(
    Timer,
    lambda found: found.where(
        Timer.patient_id == bindparam("patient_id"), Timer.status == literal_column("'waiting'")
    ).order_by(Timer.due_at, Timer.id),
)
