"""What every repository can do: add one, get one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from storage.models.base import Base

E = TypeVar("E", bound=Base)


class Repository(Generic[E]):
    model: type[E]

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, entity: E) -> E:
        """Put a new row into the unit of work; written at the next query or at the commit."""
        self._session.add(entity)
        return entity

    def add_all(self, entities: Iterable[E]) -> None:
        """Put new rows into the unit of work, written together."""
        self._session.add_all(entities)

    async def get(self, id: str) -> E | None:
        """The row with this primary key, or None."""
        return await self._session.get(self.model, id)

    @property
    def _is_postgresql(self) -> bool:
        return self._session.get_bind().dialect.name == "postgresql"
