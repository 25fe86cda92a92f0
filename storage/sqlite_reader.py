"""SQLite's short way to read: a finished SELECT and its rows, straight from the driver.

For the few statements that every turn begins with. As `sqlite_writer`: the statements and the
types are SQLAlchemy's, only its preparation of each execution is left out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import CompoundSelect, Select
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

Query: TypeAlias = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
Process: TypeAlias = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Finished:
    sql: str
    constants: Mapping[str, Any]
    parameters: tuple[tuple[str, Process], ...]
    processed: tuple[tuple[int, Callable[[Any], Any]], ...]
    """The columns whose values are not what SQLite has, with what makes them so."""

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        known = {**self.constants, **given}
        return [bind(known[name]) if bind else known[name] for name, bind in self.parameters]

    def row(self, stored: tuple[Any, ...]) -> list[Any]:
        row = list(stored)
        for place, process in self.processed:
            if row[place] is not None:
                row[place] = process(row[place])
        return row


class SqliteReader:
    """Made once for each engine, whose dialect knows how values are unsealed."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._finished: dict[Query, _Finished] = {}

    def rows(
        self,
        connection: sqlite3.Connection,
        statement: Query,
        values: Mapping[str, Any],
    ) -> list[list[Any]]:
        """Every row, with its values as the columns' types have them.

        `statement` is made once and has no list among its parameters.
        """
        finished = self._finished.get(statement)
        if finished is None:
            finished = self._finished[statement] = self._finish(statement)
        found = connection.execute(finished.sql, finished.values(values))
        return [finished.row(stored) for stored in found]

    def _finish(self, statement: Query) -> _Finished:
        compiled = statement.compile(dialect=self._dialect)
        names = compiled.positiontup or []
        return _Finished(
            sql=str(compiled),
            constants={
                name: bind.value for name, bind in compiled.binds.items() if not bind.required
            },
            parameters=tuple((name, self._bind(compiled.binds[name].type)) for name in names),
            processed=tuple(
                (place, process)
                for place, column in enumerate(statement.selected_columns)
                if (process := self._result(column.type)) is not None
            ),
        )

    def _bind(self, kind: TypeEngine[Any]) -> Process:
        return kind.dialect_impl(self._dialect).bind_processor(self._dialect)

    def _result(self, kind: TypeEngine[Any]) -> Process:
        return kind.dialect_impl(self._dialect).result_processor(self._dialect, None)
