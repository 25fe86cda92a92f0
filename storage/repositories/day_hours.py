from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, select

from storage.models import DayHours
from storage.repositories.prepared import Prepared
from storage.repositories.repository import Repository
from storage.repositories.working import sees_people


class DayHoursRows(Repository[DayHours]):
    model = DayHours

    async def from_day(self, practice_id: str, day: date) -> Sequence[DayHours]:
        """The single days from `day` on, of those who still work there and see people."""
        return await self._read(_FROM_DAY, {"practice_id": practice_id, "day": day})

    async def of_worker(
        self, practice_id: str, link_worker_id: str, day: date
    ) -> Sequence[DayHours]:
        """One link worker's single days from `day` on, in order."""
        query = select(DayHours).where(
            DayHours.practice_id == practice_id,
            DayHours.link_worker_id == link_worker_id,
            DayHours.day >= day,
        )
        ordered = query.order_by(DayHours.day, DayHours.from_time, DayHours.id)
        return (await self._session.scalars(ordered)).all()

    async def remove(self, entry: DayHours) -> None:
        """That day is as any other of its week again."""
        await self._session.delete(entry)


# Made once: whoever is offered a time asks it.
_FROM_DAY = Prepared(
    DayHours,
    lambda found: found.where(
        DayHours.practice_id == bindparam("practice_id"),
        DayHours.day >= bindparam("day"),
        sees_people(DayHours),
    ),
)
