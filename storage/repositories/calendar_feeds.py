from __future__ import annotations

from sqlalchemy import select

from storage.models import CalendarFeed, Staff
from storage.repositories.repository import Repository


class CalendarFeeds(Repository[CalendarFeed]):
    model = CalendarFeed

    async def of_staff(self, staff_id: str) -> CalendarFeed | None:
        """The feed of one member of staff, if it is switched on."""
        found: CalendarFeed | None = await self._session.scalar(
            select(CalendarFeed).where(CalendarFeed.staff_id == staff_id)
        )
        return found

    async def owner(self, token_hash: str) -> Staff | None:
        """Whose feed this token's hash opens; None for any other, and for who has left."""
        found: Staff | None = await self._session.scalar(
            select(Staff)
            .join(CalendarFeed, CalendarFeed.staff_id == Staff.id)
            .where(CalendarFeed.token_hash == token_hash, Staff.is_active)
        )
        return found

    async def remove(self, feed: CalendarFeed) -> None:
        """Its address answers nobody any more."""
        await self._session.delete(feed)
        await self._session.flush()
