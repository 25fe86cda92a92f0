from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage.models import TurnEvents, new_id
from storage.repositories.repository import Repository
from storage.rows import insert_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One thing that happened; `details` may be of the person and are sealed."""

    type: str
    details: dict[str, Any]
    flow: str | None = None
    step: str | None = None


class Events(Repository[TurnEvents]):
    model = TurnEvents

    def record(
        self,
        events: Sequence[Recorded],
        *,
        practice_id: str,
        conversation_id: str,
        message_id: str | None,
        at: datetime,
    ) -> None:
        """Write what happened in one turn, in order."""
        row = {
            "id": new_id(),
            "practice_id": practice_id,
            "conversation_id": conversation_id,
            "message_id": message_id,
            "at": at,
            "happened": [
                {"type": event.type, "flow": event.flow, "step": event.step} for event in events
            ],
            "details": [event.details for event in events],
        }
        self._writing.write(insert_rows(TurnEvents), row)

    async def of_conversation(
        self, conversation_id: str, *, limit: int = 500
    ) -> Sequence[TurnEvents]:
        """What happened in a conversation, turn by turn."""
        query = select(TurnEvents).where(TurnEvents.conversation_id == conversation_id)
        return (await self._session.scalars(query.order_by(TurnEvents.id).limit(limit))).all()
