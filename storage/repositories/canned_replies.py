from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import exists, select

from storage.models import CannedReply
from storage.repositories.repository import Repository
from storage.repositories.upsert import insert_unless_there
from storage.rows import values_of


class CannedReplies(Repository[CannedReply]):
    model = CannedReply

    async def of_practice(self, practice_id: str) -> Sequence[CannedReply]:
        """Those in use, by title."""
        query = select(CannedReply).where(
            CannedReply.practice_id == practice_id, CannedReply.retired_at.is_(None)
        )
        return (
            await self._session.scalars(query.order_by(CannedReply.title, CannedReply.id))
        ).all()

    async def has_any(self, practice_id: str) -> bool:
        """Whether the practice ever had one, retired ones too."""
        query = select(exists().where(CannedReply.practice_id == practice_id))
        return bool(await self._session.scalar(query))

    async def add_starters(self, replies: Iterable[CannedReply]) -> None:
        """Add the starter set, but not what the practice was given before; one statement."""
        statement = insert_unless_there(self._session, CannedReply, "practice_id", "starter")
        await self._session.execute(statement, [values_of(one) for one in replies])
