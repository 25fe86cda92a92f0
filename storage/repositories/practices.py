from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from storage.models import Practice
from storage.repositories.repository import Repository


class Practices(Repository[Practice]):
    model = Practice

    async def by_code(self, code: str) -> Practice | None:
        return await self._session.scalar(select(Practice).where(Practice.code == code))

    async def by_phone(self, phone: str) -> Practice | None:
        """The practice that owns this number (E.164)."""
        return await self._session.scalar(select(Practice).where(Practice.phone == phone))

    async def all(self) -> Sequence[Practice]:
        """Every practice, by name."""
        return (await self._session.scalars(select(Practice).order_by(Practice.name))).all()

    async def lock(self, practice: Practice) -> None:
        """Hold its settings until the unit ends, as they are now; SQLite's unit is the lock."""
        if self._is_postgresql:
            await self._session.flush()
            # FOR NO KEY UPDATE: rows that refer to the practice may still be inserted by others.
            await self._session.refresh(practice, with_for_update={"key_share": True})

    async def hold(self, practice: Practice) -> None:
        """Its settings as they are now, until the unit ends; whoever else only reads them so goes
        on, and who changes them waits."""
        if self._is_postgresql:
            await self._session.flush()
            await self._session.refresh(practice, with_for_update={"read": True})
