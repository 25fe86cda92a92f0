from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from storage.models import CalendarRules
from storage.repositories.prepared import Prepared
from storage.repositories.repository import Repository


class CalendarRulesRows(Repository[CalendarRules]):
    model = CalendarRules

    async def of_practice(self, practice_id: str) -> Sequence[CalendarRules]:
        """The rules of those link workers of a practice who have any of their own."""
        return await self._read(_OF_PRACTICE, {"practice_id": practice_id})

    async def of_worker(self, practice_id: str, link_worker_id: str) -> CalendarRules | None:
        """One link worker's own rules."""
        query = select(CalendarRules).where(
            CalendarRules.practice_id == practice_id,
            CalendarRules.link_worker_id == link_worker_id,
        )
        found: CalendarRules | None = await self._session.scalar(query)
        return found


# Made once: whoever is offered a time asks it.
_OF_PRACTICE = Prepared(
    CalendarRules,
    lambda found: found.where(CalendarRules.practice_id == bindparam("practice_id")),
)
