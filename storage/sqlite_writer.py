"""SQLite's short way to write: finished statements and rows, straight to the driver.

SQLAlchemy prepares every execution anew, which takes several times as long as SQLite's part of
it. The statements are still SQLAlchemy's: compiled once, with its types for the values.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Column, Insert, Table, Update, bindparam, delete, update
from sqlalchemy.engine import Dialect

from storage.errors import StorageError
from storage.sqlite_errors import as_sqlalchemys

_ROW = "id of the row"

Binder: TypeAlias = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Finished:
    """SQL with what takes its parameters in order out of a row."""

    sql: str
    taken: Callable[[Mapping[str, Any]], Any]
    bound: tuple[tuple[int, Callable[[Any], Any]], ...]
    """The parameters that the driver does not take as they are, with what makes them fit."""

    def values(self, row: Mapping[str, Any]) -> list[Any]:
        values = list(self.taken(row))
        for place, bind in self.bound:
            if values[place] is not None:
                values[place] = bind(values[place])
        return values


class SqliteWriter:
    """Made once for each engine, whose dialect knows how values are sealed."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._inserts: dict[Insert, _Finished] = {}
        self._updates: dict[tuple[Table, tuple[str, ...]], _Finished] = {}
        self._deletes: dict[Table, _Finished] = {}

    def insert(
        self, connection: sqlite3.Connection, statement: Insert, rows: Sequence[Mapping[str, Any]]
    ) -> int:
        """Insert whole rows with one statement; how many went in."""
        finished = self._inserts.get(statement)
        if finished is None:
            finished = self._inserts[statement] = self._finish_insert(statement)
        try:
            if len(rows) == 1:
                return connection.execute(finished.sql, finished.values(rows[0])).rowcount
            return connection.executemany(finished.sql, map(finished.values, rows)).rowcount
        except sqlite3.Error as error:
            raise as_sqlalchemys(error, finished.sql) from error

    def update(
        self, connection: sqlite3.Connection, table: Table, id: str, changes: Mapping[str, Any]
    ) -> None:
        """Change columns of the row with this id; StorageError if it is gone."""
        key = (table, tuple(changes))
        finished = self._updates.get(key)
        if finished is None:
            finished = self._updates[key] = self._finish_update(*key)
        row = {**changes, _ROW: id}
        try:
            changed = connection.execute(finished.sql, finished.values(row)).rowcount
        except sqlite3.Error as error:
            raise as_sqlalchemys(error, finished.sql) from error
        if changed != 1:
            raise StorageError(f"a row of {table.name} that was changed is gone")

    def delete(self, connection: sqlite3.Connection, table: Table, id: str) -> None:
        """Delete the row with this id, if it is there."""
        finished = self._deletes.get(table)
        if finished is None:
            finished = self._deletes[table] = self._finish_delete(table)
        try:
            connection.execute(finished.sql, finished.values({_ROW: id}))
        except sqlite3.Error as error:
            raise as_sqlalchemys(error, finished.sql) from error

    def _finish_insert(self, statement: Insert) -> _Finished:
        table = _table(statement)
        compiled = statement.compile(
            dialect=self._dialect, column_keys=[column.key for column in table.columns]
        )
        return self._finish(str(compiled), table, compiled.positiontup or [])

    def _finish_update(self, table: Table, names: tuple[str, ...]) -> _Finished:
        (key,) = table.primary_key.columns
        statement: Update = (
            update(table)
            .where(key == bindparam(_ROW))
            .values({name: bindparam(name) for name in names})
        )
        compiled = statement.compile(dialect=self._dialect)
        return self._finish(str(compiled), table, compiled.positiontup or [])

    def _finish_delete(self, table: Table) -> _Finished:
        (key,) = table.primary_key.columns
        compiled = delete(table).where(key == bindparam(_ROW)).compile(dialect=self._dialect)
        return self._finish(str(compiled), table, compiled.positiontup or [])

    def _finish(self, sql: str, table: Table, names: Sequence[str]) -> _Finished:
        columns = {_ROW: next(iter(table.primary_key.columns)), **table.columns}
        return _Finished(
            sql=sql,
            taken=_taker(names),
            bound=tuple(
                (place, bind)
                for place, name in enumerate(names)
                if (bind := self._binder(columns[name])) is not None
            ),
        )

    def _binder(self, column: Column[Any]) -> Binder:
        return column.type.dialect_impl(self._dialect).bind_processor(self._dialect)


def _taker(names: Sequence[str]) -> Callable[[Mapping[str, Any]], Any]:
    """What takes these values out of a row, in order, as one call that is not Python's own."""
    if len(names) > 1:
        return itemgetter(*names)
    (name,) = names
    return lambda row: (row[name],)


def _table(statement: Insert) -> Table:
    table = statement.table
    if not isinstance(table, Table):
        raise TypeError("only rows of a table are written")
    return table
