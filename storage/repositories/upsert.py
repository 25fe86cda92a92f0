"""INSERTs by hand: ON CONFLICT, which each dialect spells its own way, and plain ones of rows."""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import Any, TypeAlias, cast

from sqlalchemy import Insert as PlainInsert
from sqlalchemy import Table, insert, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Base

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
    return statement(_table(model)).on_conflict_do_nothing(
        index_elements=columns, index_where=None if where is None else text(where)
    )


def _table(model: type[Base]) -> Table:
    return cast(Table, model.__table__)


@cache
def insert_rows(model: type[Base]) -> PlainInsert:
    """The plain INSERT of whole rows of a table."""
    return insert(_table(model))


def values_of(entity: Base) -> dict[str, Any]:
    """The entity's column values, for an INSERT made by hand."""
    model = type(entity)
    return dict(zip(names_of(model), _getter(model)(entity), strict=True))


@cache
def names_of(model: type[Base]) -> tuple[str, ...]:
    """The names of an entity's columns."""
    return tuple(attr.key for attr in inspect(model).column_attrs)


@cache
def _getter(model: type[Base]) -> attrgetter[tuple[Any, ...]]:
    return attrgetter(*names_of(model))
