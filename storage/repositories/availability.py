from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from storage.models import Availability, Leave
from storage.repositories.repository import Repository


class AvailabilityRows(Repository[Availability]):
    model = Availability

    async def of_practice(
        self, practice_id: str, link_worker_id: str | None = None
    ) -> Sequence[Availability]:
        """Weekly hours of a practice, or of one link worker in it, in the order of the week."""
        query = select(Availability).where(Availability.practice_id == practice_id)
        if link_worker_id is not None:
            query = query.where(Availability.link_worker_id == link_worker_id)
        ordered = query.order_by(Availability.weekday, Availability.from_time, Availability.id)
        return (await self._session.scalars(ordered)).all()

    async def remove(self, availability: Availability) -> None:
        """Take one stretch out of the week."""
        await self._session.delete(availability)

    def add_leave(self, leave: Leave) -> Leave:
        """Put a link worker's leave into the unit of work."""
        self._session.add(leave)
        return leave

    async def leave_of(
        self, link_worker_ids: Sequence[str], since: datetime, until: datetime
    ) -> Sequence[Leave]:
        """Leave that touches [since, until), in order."""
        query = select(Leave).where(
            Leave.link_worker_id.in_(link_worker_ids),
            Leave.starts_at < until,
            Leave.ends_at > since,
        )
        return (await self._session.scalars(query.order_by(Leave.starts_at, Leave.id))).all()

    async def remove_leave(self, leave: Leave) -> None:
        """The link worker is there after all."""
        await self._session.delete(leave)
