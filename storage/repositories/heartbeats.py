from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

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

    async def claim(self, name: str, since: datetime, now: datetime) -> bool:
        """Be the one who does what is due once after `since`; False if somebody has been.

        The first time ever nothing is due: it begins with the next.
        """
        row = insert_into(self._session, Heartbeat).values(name=name, at=now)
        await self._session.execute(row.on_conflict_do_nothing())
        claimed = await self._session.scalar(
            update(Heartbeat)
            .where(Heartbeat.name == name, Heartbeat.at < since)
            .values(at=now)
            .returning(Heartbeat.name)
        )
        return claimed is not None

    async def latest(self, name: str) -> datetime | None:
        """When `name` was last alive."""
        return await self._session.scalar(select(Heartbeat.at).where(Heartbeat.name == name))

    async def all(self) -> Sequence[Heartbeat]:
        return (await self._session.scalars(select(Heartbeat).order_by(Heartbeat.name))).all()
