"""A session for writing units, with a short way for rows that are written and not looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Insert, Table
from sqlalchemy.orm import InstanceState, Mapper, Session, class_mapper
from sqlalchemy.orm.attributes import instance_state

from storage.models.base import Base
from storage.rows import insert_rows, table_of, values_of
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
        driver: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._writer = writer
        self._reader = reader
        self._raw = driver
        self._made: list[Base] = []
        self._rows: dict[Insert, list[dict[str, Any]]] = {}

    def write(self, statement: Insert, row: dict[str, Any]) -> None:
        """Have `statement` executed with this row before the next query or the commit."""
        self.write_all(statement, (row,))

    def write_all(self, statement: Insert, rows: Iterable[dict[str, Any]]) -> None:
        """As `write`, for several rows or none."""
        if together := list(rows):
            self._rows.setdefault(statement, []).extend(together)

    def insert_now(self, statement: Insert, row: dict[str, Any]) -> bool:
        """Execute at once, before anything that waits; whether a row was inserted."""
        return self._insert(statement, [row]) == 1

    def make(self, entities: Iterable[Base]) -> None:
        """Have new entities inserted before the next query or the commit, and then watch them.

        As `add_all`, for a session that writes by hand.
        """
        self._made.extend(entities)

    def watch(self, entity: Base) -> None:
        """From now on write changes of an entity whose row is as it is."""
        state = instance_state(entity)
        state._commit_all(state.dict)
        self._hold(state, _mapper(type(entity)).identity_key_from_instance(entity))

    def _hold(self, state: InstanceState[Any], key: Any) -> None:
        # As SQLAlchemy's own loader does it; `add` would look for relations first.
        state.key = key
        state.session_id = self.hash_key
        self.identity_map.add(state)

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

    def known(self, model: type[B], id: str) -> B | None:
        """The entity with this primary key, if the unit has it."""
        found: B | None = self.identity_map.get(_mapper(model).identity_key_from_primary_key((id,)))
        return found

    def remove(self, model: type[Base], id: str) -> None:
        """Delete the row with this primary key at once, and forget its entity."""
        assert self._writer is not None
        if self._has_changes():
            self.flush()
        self._writer.delete(self._driver(), table_of(model), id)
        entity = self.known(model, id)
        if entity is not None:
            self.expunge(entity)

    def entity_of(self, model: type[B], values: Mapping[str, Any]) -> B:
        """The entity of a row that was read by hand; the one at hand, if the unit has it."""
        mapper = _mapper(model)
        key = mapper.identity_key_from_primary_key((values[_key_name(model)],))
        known: B | None = self.identity_map.get(key)
        if known is not None:
            return known
        entity: B = mapper.class_manager.new_instance()
        state = instance_state(entity)
        state.dict.update(values)
        self._hold(state, key)
        return entity

    def entities(
        self, model: type[B], names: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> list[B]:
        """The entities of rows with these columns, the primary key among them."""
        return [self.entity_of(model, dict(zip(names, row, strict=True))) for row in rows]

    @property
    def is_by_hand(self) -> bool:
        """Whether SQLAlchemy itself has had nothing to do, and has not: then there is nothing
        that it must commit."""
        has_asked = self._transaction is not None and bool(self._transaction._connections)
        return self._writer is not None and not has_asked and not self._new and not self._deleted

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        if not self._flushing:
            self._send_rows()
            if self._writer is not None and not self._deleted:
                self._send_changes(self._writer)
        if self._writer is None or self._new or self._deleted:
            super().flush(objects)

    def _is_clean(self) -> bool:
        return not self._rows and not self._made and super()._is_clean()

    def _has_changes(self) -> bool:
        return bool(
            self._rows or self._made or self._new or self._deleted or self.identity_map._modified
        )

    def _send_rows(self) -> None:
        made, self._made = self._made, []
        for entity in made:
            self.write(insert_rows(type(entity)), values_of(entity))
        rows, self._rows = self._rows, {}
        for statement in sorted(rows, key=_parents_first):
            self._insert(statement, rows[statement])
        for entity in made:
            self.watch(entity)

    def _send_changes(self, writer: SqliteWriter) -> None:
        """One UPDATE for each changed entity; nothing here has relations or versions to mind."""
        for state in tuple(self.identity_map._modified):
            before, now = state.committed_state, state.dict
            changes = {name: now[name] for name in sorted(before) if before[name] != now[name]}
            if changes:
                table = state.mapper.local_table
                assert isinstance(table, Table) and state.key is not None
                writer.update(self._driver(), table, state.key[1][0], changes)
            state._commit_all(now, self.identity_map)

    def _insert(self, statement: Insert, rows: list[dict[str, Any]]) -> int:
        if self._writer is not None:
            return self._writer.insert(self._driver(), statement, rows)
        return self.connection().execute(statement, rows if len(rows) > 1 else rows[0]).rowcount

    def _driver(self) -> Any:
        """The driver's connection: within the unit's savepoint, or within SQLAlchemy's own."""
        if self._raw is None:
            self._raw = self.connection().connection.driver_connection
        return self._raw


def _parents_first(statement: Insert) -> int:
    """Where the table stands among those that refer to it.

    Any order is allowed, since keys are looked at when committing. But while SQLite knows of a row
    that refers to nothing, it looks with every row that goes in whether it is what that refers to:
    through whole tables where they have no index for it, such as everybody's turns.
    """
    return _places()[statement.table.name]


@cache
def _places() -> Mapping[str, int]:
    return {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}


@cache
def _mapper(model: type[B]) -> Mapper[B]:
    return class_mapper(model)


@cache
def _key_name(model: type[Base]) -> str:
    (key,) = _mapper(model).primary_key
    return str(key.key)
