"""INSERTs with ON CONFLICT, which each dialect spells its own way."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

from sqlalchemy import Insert as PlainInsert
from sqlalchemy import text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Base
from storage.rows import table_of

Insert: TypeAlias = sqlite.Insert | postgresql.Insert


def insert_into(session: AsyncSession, model: type[Base]) -> Insert:
    """An INSERT that knows on_conflict_do_nothing and on_conflict_do_update."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(model)
    return sqlite.insert(model)


def insert_unless_there(
    session: AsyncSession, model: type[Base], *columns: str, where: str | None = None
) -> PlainInsert:
    """An INSERT of whole rows that does nothing where a unique index on `columns` has the row."""
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    return _insert_unless_there(is_postgresql, model, columns, where)


# Built once each: building takes longer than SQLite takes to execute.
@cache
def _insert_unless_there(
    is_postgresql: bool, model: type[Base], columns: tuple[str, ...], where: str | None
) -> PlainInsert:
    statement = postgresql.insert if is_postgresql else sqlite.insert
    return statement(table_of(model)).on_conflict_do_nothing(
        index_elements=columns, index_where=None if where is None else text(where)
    )
