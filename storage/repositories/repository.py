"""What every repository can do: add one, get one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Insert, Select, bindparam
from sqlalchemy.ext.asyncio import AsyncSession

from storage.errors import ReadOnlyUnit
from storage.models.base import Base
from storage.repositories.prepared import Prepared
from storage.rows import insert_rows, table_of, values_of
from storage.writing_session import WritingSession

E = TypeVar("E", bound=Base)


class Repository(Generic[E]):
    model: type[E]

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, entity: E) -> E:
        """Put a new row into the unit of work; written at the next query or at the commit."""
        self.add_all([entity])
        return entity

    def add_all(self, entities: Iterable[E]) -> None:
        """Put new rows into the unit of work, written together."""
        in_loop = self._in_loop
        if in_loop is None:
            self._session.add_all(entities)
        else:
            in_loop.make(entities)

    def write(self, entity: E) -> E:
        """As `add`, for a row that this unit will not change: later changes of it are lost."""
        self._writing.write(insert_rows(self.model), values_of(entity))
        return entity

    async def get(self, id: str) -> E | None:
        """The row with this primary key, or None."""
        in_loop = self._in_loop
        if in_loop is None:
            return await self._session.get(self.model, id)
        return in_loop.known(self.model, id) or next(
            iter(await self._read(_by_id(self.model), {"id": id})), None
        )

    @property
    def _writing(self) -> WritingSession:
        session = self._session.sync_session
        if not isinstance(session, WritingSession):
            raise ReadOnlyUnit("a reading unit cannot write; open it with Database.begin")
        return session

    @property
    def _in_loop(self) -> WritingSession | None:
        """The session where it reads by hand: in a writing unit on SQLite."""
        session = self._session.sync_session
        return session if isinstance(session, WritingSession) and session.is_in_loop else None

    async def _flush(self) -> None:
        """Send what waits to the database; on SQLite without the ORM's way round by a greenlet."""
        in_loop = self._in_loop
        if in_loop is None:
            await self._session.flush()
        else:
            in_loop.flush()

    async def _insert_now(self, statement: Insert, entity: E) -> bool:
        """Insert an entity that is not in the unit, before what waits; whether it went in."""
        return await self._execute_now(statement, values_of(entity))

    async def _insert_and_watch(self, statement: Insert, entity: E) -> bool:
        """The same; if it went in, later changes of the entity are written too."""
        is_in = await self._insert_now(statement, entity)
        if is_in:
            self._writing.watch(entity)
        return is_in

    async def _execute_now(self, statement: Insert, values: dict[str, Any]) -> bool:
        writing = self._writing
        if writing.is_in_loop:
            return writing.insert_now(statement, values)
        return await self._session.run_sync(lambda _: writing.insert_now(statement, values))

    async def _column(self, statement: Select[Any], values: dict[str, Any]) -> Sequence[Any]:
        """The first column of a SELECT that is made once and has no list among its parameters."""
        in_loop = self._in_loop
        if in_loop is not None:
            return [row[0] for row in in_loop.rows(statement, values)]
        return (await self._session.scalars(statement, values)).all()

    async def _read(self, prepared: Prepared[E], values: dict[str, Any]) -> Sequence[E]:
        """The entities that a prepared SELECT finds."""
        in_loop = self._in_loop
        if in_loop is not None:
            return in_loop.entities(
                prepared.model, prepared.names, in_loop.rows(prepared.rows, values)
            )
        found = await self._session.scalars(prepared.entities, values)
        return found.all()

    @property
    def _is_postgresql(self) -> bool:
        return self._session.get_bind().dialect.name == "postgresql"


@cache
def _by_id(model: type[E]) -> Prepared[E]:
    (key,) = table_of(model).primary_key.columns
    return Prepared(model, lambda found: found.where(key == bindparam("id")))
