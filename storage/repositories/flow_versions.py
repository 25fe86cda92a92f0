from __future__ import annotations

from datetime import datetime

from storage.models import FlowVersion
from storage.repositories.repository import Repository
from storage.repositories.upsert import insert_into


class FlowVersions(Repository[FlowVersion]):
    model = FlowVersion

    async def put(self, hash: str, content: str, now: datetime) -> None:
        """Keep the flows under their hash; nothing if they are kept already."""
        row = insert_into(self._session, FlowVersion).values(
            hash=hash, content=content, created_at=now
        )
        await self._session.execute(row.on_conflict_do_nothing(index_elements=["hash"]))
