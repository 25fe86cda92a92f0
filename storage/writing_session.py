"""A session for writing units, with a short way for rows that are written and not looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Insert, Table
from sqlalchemy.orm import Session, class_mapper, make_transient_to_detached
from sqlalchemy.orm.attributes import instance_state, set_committed_value

from storage.models.base import Base
from storage.rows import insert_rows, values_of
from storage.sqlite_reader import Query, SqliteReader
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
        self._raw: Any = None
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
    def is_in_loop(self) -> bool:
        """On SQLite: nothing here waits, and `rows` reads."""
        return self._reader is not None

    def rows(self, statement: Query, values: Mapping[str, Any]) -> list[list[Any]]:
        """The rows of a SELECT, read by hand; see `SqliteReader.rows`."""
        assert self._reader is not None
        if self._has_changes():
            self.flush()
        return self._reader.rows(self._driver(), statement, values)

    def entity_of(self, model: type[B], values: Mapping[str, Any]) -> B:
        """The entity of a row that was read by hand; the one at hand, if the unit has it."""
        mapper = class_mapper(model)
        key = mapper.identity_key_from_primary_key((values["id"],))
        known: B | None = self.identity_map.get(key)
        if known is not None:
            return known
        entity: B = mapper.class_manager.new_instance()
        state = instance_state(entity)
        state.dict.update(values)
        # As SQLAlchemy's own loader does it; `add` would look for relations first.
        state.key = key
        state.session_id = self.hash_key
        self.identity_map.add(state)
        return entity

    def entities(
        self, model: type[B], names: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> list[B]:
        """The entities of rows with these columns, `id` among them."""
        return [self.entity_of(model, dict(zip(names, row, strict=True))) for row in rows]

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        if not self._flushing:
            made = self._take_new() if self._writer is not None else ()
            self._send_rows()
            for entity, values in made:
                self.take_in(entity, values)
            if self._writer is not None and not self.deleted:
                self._send_changes(self._writer)
        if self._writer is None or self.deleted:
            super().flush(objects)

    def _take_new(self) -> list[tuple[Base, dict[str, Any]]]:
        """New entities with their rows; out of the session until those are inserted."""
        new: list[Base] = list(self.new)
        made = [(entity, values_of(entity)) for entity in new]
        for entity, values in made:
            self.expunge(entity)
            self.write(insert_rows(type(entity)), values)
        return made

    def _is_clean(self) -> bool:
        return not self._rows and super()._is_clean()

    def _has_changes(self) -> bool:
        return bool(self._rows or self._new or self._deleted or self.identity_map._modified)

    def _send_rows(self) -> None:
        rows, self._rows = self._rows, {}
        for statement, together in rows.items():
            self._insert(statement, together)

    def _send_changes(self, writer: SqliteWriter) -> None:
        """One UPDATE for each changed entity; nothing here has relations or versions to mind."""
        for entity in self.dirty:
            state = instance_state(entity)
            before, now = state.committed_state, state.dict
            changes = {name: now[name] for name in sorted(before) if before[name] != now[name]}
            if changes:
                table = state.mapper.local_table
                assert isinstance(table, Table) and state.key is not None
                writer.update(self._driver(), table, state.key[1][0], changes)
            state._commit_all(state.dict, self.identity_map)

    def _insert(self, statement: Insert, rows: list[dict[str, Any]]) -> int:
        if self._writer is not None:
            return self._writer.insert(self._driver(), statement, rows)
        return self.connection().execute(statement, rows if len(rows) > 1 else rows[0]).rowcount

    def _driver(self) -> Any:
        """The driver's connection, once the unit's own savepoint is begun on it."""
        if self._raw is None:
            self._raw = self.connection().connection.driver_connection
        return self._raw
