from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage.models import Event, new_id
from storage.repositories.repository import Repository
from storage.repositories.upsert import insert_rows


class Events(Repository[Event]):
    model = Event

    def record(
        self,
        *,
        practice_id: str,
        conversation_id: str,
        message_id: str | None,
        at: datetime,
        type: str,
        data: dict[str, Any],
        flow: str | None = None,
        step: str | None = None,
    ) -> None:
        """Write one event; a turn has up to twenty, and they go out together."""
        row = {
            "id": new_id(),
            "practice_id": practice_id,
            "conversation_id": conversation_id,
            "message_id": message_id,
            "at": at,
            "type": type,
            "flow": flow,
            "step": step,
            "data": data,
        }
        self._writing.write(insert_rows(Event), row)

    async def of_conversation(
        self, conversation_id: str, *, after: str | None = None, limit: int = 500
    ) -> Sequence[Event]:
        """What happened in a conversation, in order, from behind the event `after`."""
        query = select(Event).where(Event.conversation_id == conversation_id)
        if after is not None:
            query = query.where(Event.id > after)
        return (await self._session.scalars(query.order_by(Event.id).limit(limit))).all()
