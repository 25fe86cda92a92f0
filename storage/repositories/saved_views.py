from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from storage.models import SavedView
from storage.repositories.repository import Repository


class SavedViews(Repository[SavedView]):
    model = SavedView

    async def of(self, staff_id: str) -> Sequence[SavedView]:
        """A person's views, in the order of saving."""
        query = select(SavedView).where(SavedView.staff_id == staff_id)
        return (await self._session.scalars(query.order_by(SavedView.id))).all()

    async def delete(self, staff_id: str, view_id: str) -> bool:
        """Take one away; False if this person has none with that id."""
        gone = await self._session.scalar(
            delete(SavedView)
            .where(SavedView.staff_id == staff_id, SavedView.id == view_id)
            .returning(SavedView.id)
        )
        return gone is not None
