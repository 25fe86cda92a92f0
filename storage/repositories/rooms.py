from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import bindparam, select

from storage.models import Appointment, Room
from storage.models.appointment import LIVE_STATUSES
from storage.repositories.prepared import Prepared
from storage.repositories.repository import Repository

RoomTaken: TypeAlias = tuple[str, datetime, datetime]
"""A room's id, and from when to when somebody is seen in it."""


class Rooms(Repository[Room]):
    model = Room

    async def of_practice(self, practice_id: str) -> Sequence[Room]:
        """Every room of a practice, by name; those given up too."""
        return await self._read(_OF_PRACTICE, {"practice_id": practice_id})

    async def taken(
        self, room_ids: Sequence[str], since: datetime, until: datetime
    ) -> Sequence[RoomTaken]:
        """When these rooms are in use within [since, until), in no order."""
        query = select(Appointment.room_id, Appointment.starts_at, Appointment.ends_at).where(
            Appointment.room_id.in_(room_ids),
            Appointment.status.in_(LIVE_STATUSES),
            Appointment.starts_at < until,
            Appointment.ends_at > since,
        )
        found = await self._session.execute(query)
        return [(str(room), begins, ends) for room, begins, ends in found]

    async def lock_all(self, practice_id: str) -> None:
        """Let nobody else choose a room of this practice until this unit is over.

        SQLite has one writer at a time anyhow.
        """
        if self._is_postgresql:
            query = select(Room.id).where(Room.practice_id == practice_id).order_by(Room.id)
            await self._session.execute(query.with_for_update(key_share=True))


# Made once: whoever is offered a time asks it.
_OF_PRACTICE = Prepared(
    Room,
    lambda found: found.where(Room.practice_id == bindparam("practice_id")).order_by(
        Room.name, Room.id
    ),
)
