from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from storage.models import Heartbeat
from storage.repositories.repository import Repository
from storage.repositories.upsert import insert_into


class Heartbeats(Repository[Heartbeat]):
    model = Heartbeat

    async def beat(self, name: str, now: datetime) -> None:
        """Say that `name` is alive."""
        row = insert_into(self._session, Heartbeat).values(name=name, at=now)
        await self._session.execute(
            row.on_conflict_do_update(index_elements=["name"], set_={"at": now})
        )

    async def claim(self, name: str, since: datetime, now: datetime, lease: timedelta) -> bool:
        """Be the one who does what is due once after `since`, and beats when it is done.

        False if somebody has done it, or began less than `lease` ago. The first time ever nothing
        is due: it begins with the next.
        """
        first = insert_into(self._session, Heartbeat).values(name=name, at=now)
        await self._session.execute(first.on_conflict_do_nothing())
        if not await self._is_due(name, since):
            return False
        begun = insert_into(self._session, Heartbeat).values(name=f"{name}_begun", at=now)
        claimed = await self._session.scalar(
            begun.on_conflict_do_update(
                index_elements=["name"], set_={"at": now}, where=Heartbeat.at <= now - lease
            ).returning(Heartbeat.name)
        )
        # Looked at again behind the lock on that row: somebody may have ended meanwhile.
        return claimed is not None and await self._is_due(name, since)

    async def _is_due(self, name: str, since: datetime) -> bool:
        done_at = await self.latest(name)
        return done_at is not None and done_at < since

    async def latest(self, name: str) -> datetime | None:
        """When `name` was last alive."""
        return await self._session.scalar(select(Heartbeat.at).where(Heartbeat.name == name))
