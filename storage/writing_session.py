"""A session for writing units, with a short way for rows that are written and not looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Insert, Select, Table, inspect
from sqlalchemy.orm import Session, class_mapper, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from storage.models.base import Base
from storage.sqlite_reader import SqliteReader
from storage.sqlite_writer import SqliteWriter

B = TypeVar("B", bound=Base)


class WritingSession(Session):
    """Keeps rows by their INSERT, and sends all of one kind together.

    The ORM's own bookkeeping costs more for each row than the database does. Rows written here
    go out before any query of the unit and before its commit, just as entities do. On SQLite,
    with a `writer`, rows and changed entities go straight to the driver.
    """

    def __init__(
        self,
        *args: Any,
        writer: SqliteWriter | None = None,
        reader: SqliteReader | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._writer = writer
        self._reader = reader
        self._rows: dict[Insert, list[dict[str, Any]]] = {}

    def write(self, statement: Insert, row: dict[str, Any]) -> None:
        """Have `statement` executed with this row before the next query or the commit."""
        self._rows.setdefault(statement, []).append(row)

    def insert_now(self, statement: Insert, row: dict[str, Any]) -> bool:
        """Execute at once, before anything that waits; whether a row was inserted."""
        return self._insert(statement, [row]) == 1

    def take_in(self, entity: object, values: Mapping[str, Any]) -> None:
        """From now on watch an entity whose row, `values`, has been inserted by hand."""
        for name, value in values.items():
            set_committed_value(entity, name, value)  # defaults too, or they would be read later
        make_transient_to_detached(entity)
        self.add(entity)

    @property
    def reads_rows(self) -> bool:
        """Whether `rows` is there: on SQLite."""
        return self._reader is not None

    def rows(
        self, statement: Select[*tuple[Any, ...]], values: Mapping[str, Any]
    ) -> list[list[Any]]:
        """The rows of a SELECT, read by hand; see `SqliteReader.rows`."""
        assert self._reader is not None
        self._autoflush()
        return self._reader.rows(self._driver(), statement, values)

    def entity_of(self, model: type[B], values: Mapping[str, Any]) -> B:
        """The entity of a row that was read by hand; the one at hand, if the unit has it."""
        mapper = class_mapper(model)
        known: B | None = self.identity_map.get(
            mapper.identity_key_from_primary_key((values["id"],))
        )
        if known is not None:
            return known
        entity: B = mapper.class_manager.new_instance()
        inspect(entity).dict.update(values)
        make_transient_to_detached(entity)
        self.add(entity)
        return entity

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        if not self._flushing:
            self._send_rows()
            if self._writer is not None and not self.new and not self.deleted:
                self._send_changes(self._writer)
        super().flush(objects)

    def _is_clean(self) -> bool:
        return not self._rows and super()._is_clean()

    def _send_rows(self) -> None:
        rows, self._rows = self._rows, {}
        for statement, together in rows.items():
            self._insert(statement, together)

    def _send_changes(self, writer: SqliteWriter) -> None:
        """One UPDATE for each changed entity; nothing here has relations or versions to mind."""
        for entity in self.dirty:
            state = inspect(entity)
            before, now = state.committed_state, state.dict
            changes = {name: now[name] for name in sorted(before) if before[name] != now[name]}
            if changes:
                table = state.mapper.local_table
                assert isinstance(table, Table)
                writer.update(self._driver(), table, state.identity[0], changes)
            state._commit_all(state.dict, self.identity_map)

    def _insert(self, statement: Insert, rows: list[dict[str, Any]]) -> int:
        if self._writer is not None:
            return self._writer.insert(self._driver(), statement, rows)
        return self.connection().execute(statement, rows if len(rows) > 1 else rows[0]).rowcount

    def _driver(self) -> Any:
        return self.connection().connection.driver_connection
