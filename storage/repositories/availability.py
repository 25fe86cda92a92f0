from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, bindparam, literal_column, select, union_all

from storage.models import Appointment, Availability, Leave
from storage.models.appointment import LIVE_STATUSES
from storage.repositories.prepared import Prepared
from storage.repositories.repository import Repository
from storage.repositories.working import sees_people

Busy: TypeAlias = tuple[str, datetime, datetime]
"""A link worker's id, and from when to when they can see nobody."""


class AvailabilityRows(Repository[Availability]):
    model = Availability

    async def of_practice(
        self, practice_id: str, link_worker_id: str | None = None
    ) -> Sequence[Availability]:
        """Weekly hours of a practice, or of one link worker in it, in the order of the week."""
        if link_worker_id is None:
            return await self._read(_OF_PRACTICE, {"practice_id": practice_id})
        values = {"practice_id": practice_id, "link_worker_id": link_worker_id}
        return await self._read(_OF_ONE, values)

    async def bookable(
        self, practice_id: str, link_worker_id: str | None = None
    ) -> Sequence[Availability]:
        """The same, of those alone who still work there and see people."""
        if link_worker_id is None:
            return await self._read(_BOOKABLE, {"practice_id": practice_id})
        values = {"practice_id": practice_id, "link_worker_id": link_worker_id}
        return await self._read(_BOOKABLE_ONE, values)

    async def busy(
        self, link_worker_ids: Sequence[str], since: datetime, until: datetime
    ) -> Sequence[Busy]:
        """Leave and live appointments that touch [since, until), in no order."""
        values: dict[str, Any] = {"since": since, "until": until}
        in_loop = self._in_loop
        if in_loop is not None:  # a list of parameters would be spelled out for every execution
            rows = [
                row
                for worker in link_worker_ids
                for row in in_loop.rows(_BUSY_ONE, {**values, "link_worker_id": worker})
            ]
            return [(worker, starts, ends) for worker, starts, ends in rows]
        found = await self._session.execute(_BUSY, {**values, "link_worker_ids": link_worker_ids})
        return [(worker, starts, ends) for worker, starts, ends in found]

    async def remove(self, availability: Availability) -> None:
        """Take one stretch out of the week."""
        await self._session.delete(availability)

    def add_leave(self, leave: Leave) -> Leave:
        """Put a link worker's leave into the unit of work."""
        self._session.add(leave)
        return leave

    async def get_leave(self, id: str) -> Leave | None:
        """One stretch of leave."""
        found: Leave | None = await self._session.get(Leave, id)
        return found

    async def leave_of(self, link_worker_ids: Sequence[str], since: datetime) -> Sequence[Leave]:
        """The leave of these link workers that is not over at `since`, soonest first."""
        query = select(Leave).where(
            Leave.link_worker_id.in_(link_worker_ids), Leave.ends_at > since
        )
        return (await self._session.scalars(query.order_by(Leave.starts_at, Leave.id))).all()

    async def remove_leave(self, leave: Leave) -> None:
        """The link worker is there after all."""
        await self._session.delete(leave)


def _touching(
    kind: type[Leave] | type[Appointment], whose: ColumnElement[bool]
) -> Select[str, datetime, datetime]:
    return select(kind.link_worker_id, kind.starts_at, kind.ends_at).where(
        whose, kind.starts_at < bindparam("until"), kind.ends_at > bindparam("since")
    )


def _of_these(kind: type[Leave] | type[Appointment]) -> ColumnElement[bool]:
    return kind.link_worker_id.in_(bindparam("link_worker_ids", expanding=True))


def _of_one(kind: type[Leave] | type[Appointment]) -> ColumnElement[bool]:
    return kind.link_worker_id == bindparam("link_worker_id")


# Made once: whoever is offered a time asks them.
_WEEK = (Availability.weekday, Availability.from_time, Availability.id)
_BOOKABLE = Prepared(
    Availability,
    lambda found: found.where(
        Availability.practice_id == bindparam("practice_id"), sees_people(Availability)
    ).order_by(*_WEEK),
)
_BOOKABLE_ONE = Prepared(
    Availability,
    lambda found: found.where(
        Availability.practice_id == bindparam("practice_id"),
        Availability.link_worker_id == bindparam("link_worker_id"),
        sees_people(Availability),
    ).order_by(*_WEEK),
)
_OF_PRACTICE = Prepared(
    Availability,
    lambda found: found.where(Availability.practice_id == bindparam("practice_id")).order_by(
        *_WEEK
    ),
)
_OF_ONE = Prepared(
    Availability,
    lambda found: found.where(
        Availability.practice_id == bindparam("practice_id"),
        Availability.link_worker_id == bindparam("link_worker_id"),
    ).order_by(*_WEEK),
)
_IS_LIVE = Appointment.status.in_([literal_column(f"'{status}'") for status in LIVE_STATUSES])
_BUSY = union_all(
    _touching(Leave, _of_these(Leave)),
    _touching(Appointment, _of_these(Appointment)).where(_IS_LIVE),
)
_BUSY_ONE = union_all(
    _touching(Leave, _of_one(Leave)),
    _touching(Appointment, _of_one(Appointment)).where(_IS_LIVE),
)
