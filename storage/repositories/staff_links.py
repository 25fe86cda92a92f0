from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from storage.models import StaffLink
from storage.repositories.repository import Repository


class StaffLinks(Repository[StaffLink]):
    model = StaffLink

    async def live(self, token_hash: str, now: datetime) -> StaffLink | None:
        """The link with this hash, if it may still be used."""
        return await self._session.scalar(
            select(StaffLink).where(
                StaffLink.token_hash == token_hash,
                StaffLink.ended_at.is_(None),
                StaffLink.expires_at > now,
            )
        )

    async def use(self, token_hash: str, now: datetime) -> StaffLink | None:
        """End a link that may still be used, and answer it; of two at once only one gets it."""
        found = await self._session.scalars(
            update(StaffLink)
            .where(
                StaffLink.token_hash == token_hash,
                StaffLink.ended_at.is_(None),
                StaffLink.expires_at > now,
            )
            .values(ended_at=now)
            .returning(StaffLink)
        )
        return found.first()

    async def end_all_of(self, staff_id: str, at: datetime) -> None:
        """No link of this person works from now on."""
        await self._session.execute(
            update(StaffLink)
            .where(StaffLink.staff_id == staff_id, StaffLink.ended_at.is_(None))
            .values(ended_at=at)
        )

    async def live_among(
        self, staff_ids: Sequence[str], now: datetime
    ) -> dict[tuple[str, str], datetime]:
        """Until when each person's link of each purpose works, by person and purpose."""
        query = select(StaffLink).where(
            StaffLink.staff_id.in_(staff_ids),
            StaffLink.ended_at.is_(None),
            StaffLink.expires_at > now,
        )
        return {
            (one.staff_id, one.purpose): one.expires_at
            for one in await self._session.scalars(query)
        }
