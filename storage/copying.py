"""Copies everything from one database into another, SQLite to PostgreSQL and back.

The source is read in one snapshot and never changed. The target says that it is unfinished, in the
place of its revision, from before the first row until all of them are there and counted; and the
rows come in one transaction. So whatever breaks off leaves nothing that could pass for a whole.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from storage import migrating, schema
from storage.database import Database
from storage.errors import CopyUnfinished, DatabaseUnreachable, NotCopied
from storage.models import Base
from storage.types import Json, ModelJson, SealedJson, SealedText

ROWS_AT_ONCE: Final = 1000


def plain_tables() -> list[sa.Table]:
    """Every table, those that others refer to first, with sealed columns as the bytes they are."""
    plain = sa.MetaData()
    return [
        sa.Table(
            table.name,
            plain,
            *(
                sa.Column(column.name, _plain(column.type), primary_key=column.primary_key)
                for column in table.columns
            ),
        )
        for table in Base.metadata.sorted_tables
    ]


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    if isinstance(kind, (SealedText, SealedJson)):
        return sa.LargeBinary()
    return Json if isinstance(kind, ModelJson) else kind


async def copy(
    source: Database, target: Database, *, on_table: Callable[[str, int], None]
) -> dict[str, int]:
    """Copy every row; returns how many each table has. `on_table` hears of each as it is done.

    Raises NotCopied if the source is not at this release's revision, the target is not empty, a
    row is refused, or the counts differ in the end. A target that is unfinished is begun again.
    """
    problem = await source.check()
    if problem is not None:
        raise NotCopied(f"the source: {problem}")
    try:
        await _prepare(target)
    except DatabaseUnreachable as error:  # two are in play: which one is it?
        raise NotCopied(f"the target: {error}") from error
    copied = {}
    async with _snapshot(source) as reading, target.engine.begin() as writing:
        for table in plain_tables():
            copied[table.name] = await _copy_table(table, reading, writing)
            on_table(table.name, copied[table.name])
        await writing.run_sync(schema.set_revision, schema.newest_revision())
    return copied


async def _prepare(target: Database) -> None:
    """Give the target its tables, find them empty, and mark it as unfinished."""
    with suppress(CopyUnfinished):  # of an earlier attempt, whose rows were never committed
        await migrating.upgrade(target.engine)
    async with target.engine.begin() as connection:
        found = await connection.run_sync(_name_of_one_with_rows)
        if found is not None:
            raise NotCopied(f"the target is not empty: it has rows in '{found}'")
        await connection.run_sync(schema.set_revision, schema.UNFINISHED)


@asynccontextmanager
async def _snapshot(source: Database) -> AsyncIterator[AsyncConnection]:
    async with source.engine.connect() as connection:
        if not source.is_sqlite:  # SQLite's transactions are snapshots anyhow
            connection = await connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        yield connection


async def _copy_table(table: sa.Table, reading: AsyncConnection, writing: AsyncConnection) -> int:
    last = None
    try:
        while rows := await reading.run_sync(_batch, table, last):
            await writing.run_sync(_insert, table, rows)
            last = rows[-1]
    except DBAPIError as error:
        raise NotCopied(
            f"a row of '{table.name}' was refused ({type(error.orig).__name__}); nothing was copied"
        ) from error
    here, there = await reading.run_sync(_count, table), await writing.run_sync(_count, table)
    if here != there:
        raise NotCopied(f"'{table.name}' has {here} rows, and {there} were copied")
    return there


# Handed to `run_sync`, since SQLite runs in the loop and never awaits.


def _batch(
    connection: sa.Connection, table: sa.Table, last: dict[str, Any] | None
) -> list[dict[str, Any]]:
    """The rows after `last`, in the order of their keys."""
    keys = list(table.primary_key)
    query = sa.select(table).order_by(*keys).limit(ROWS_AT_ONCE)
    if last is not None:
        values = (sa.literal(last[key.name], key.type) for key in keys)
        query = query.where(sa.tuple_(*keys) > sa.tuple_(*values))
    return [dict(row) for row in connection.execute(query).mappings()]


def _insert(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    connection.execute(table.insert(), rows)


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def _name_of_one_with_rows(connection: sa.Connection) -> str | None:
    for table in plain_tables():
        if connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first():
            return table.name
    return None
