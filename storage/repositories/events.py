from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from storage.models import Event
from storage.repositories.repository import Repository


class Events(Repository[Event]):
    model = Event

    async def of_conversation(
        self, conversation_id: str, *, after: str | None = None, limit: int = 500
    ) -> Sequence[Event]:
        """What happened in a conversation, in order, from behind the event `after`."""
        query = select(Event).where(Event.conversation_id == conversation_id)
        if after is not None:
            query = query.where(Event.id > after)
        return (await self._session.scalars(query.order_by(Event.id).limit(limit))).all()
