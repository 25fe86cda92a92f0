from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from storage.models import Presence
from storage.repositories.repository import Repository
from storage.repositories.upsert import insert_into


class Presences(Repository[Presence]):
    model = Presence

    async def note(self, conversation_id: str, staff_id: str, now: datetime) -> bool:
        """Say that somebody has a conversation open; whether nothing was known of it."""
        known = await self._session.get(Presence, (conversation_id, staff_id))
        row = insert_into(self._session, Presence).values(
            conversation_id=conversation_id, staff_id=staff_id, at=now
        )
        await self._session.execute(
            row.on_conflict_do_update(
                index_elements=["conversation_id", "staff_id"], set_={"at": now}
            )
        )
        return known is None

    async def leave(self, conversation_id: str, staff_id: str) -> None:
        """Say that somebody has closed it."""
        await self._session.execute(
            delete(Presence).where(
                Presence.conversation_id == conversation_id, Presence.staff_id == staff_id
            )
        )

    async def forget_before(self, conversation_id: str, at: datetime) -> None:
        """Drop what is too old to say anything, so that the table stays small."""
        await self._session.execute(
            delete(Presence).where(Presence.conversation_id == conversation_id, Presence.at < at)
        )

    async def since(self, conversation_ids: Sequence[str], at: datetime) -> Sequence[Presence]:
        """Who has had these conversations open since then."""
        query = select(Presence).where(
            Presence.conversation_id.in_(conversation_ids), Presence.at >= at
        )
        return (await self._session.scalars(query.order_by(Presence.staff_id))).all()
