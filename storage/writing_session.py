"""A session for writing units, with a short way for rows that are written and not looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Insert
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value


class WritingSession(Session):
    """Keeps rows by their INSERT, and sends all of one kind together.

    The ORM's own bookkeeping costs about as much for each row as SQLite does. Rows written here
    go out before any query of the unit and before its commit, just as entities do.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows: dict[Insert, list[dict[str, Any]]] = {}

    def write(self, statement: Insert, row: dict[str, Any]) -> None:
        """Have `statement` executed with this row before the next query or the commit."""
        self._rows.setdefault(statement, []).append(row)

    def insert_now(self, statement: Insert, row: dict[str, Any]) -> bool:
        """Execute at once, before anything that waits; whether a row was inserted."""
        return _execute(self, statement, row).rowcount == 1

    def take_in(self, entity: object, values: Mapping[str, Any]) -> None:
        """From now on watch an entity whose row, `values`, has been inserted by hand."""
        for name, value in values.items():
            set_committed_value(entity, name, value)  # defaults too, or they would be read later
        make_transient_to_detached(entity)
        self.add(entity)

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        if not self._flushing:
            self._send_rows()
        super().flush(objects)

    def _is_clean(self) -> bool:
        return not self._rows and super()._is_clean()

    def _send_rows(self) -> None:
        rows, self._rows = self._rows, {}
        for statement, together in rows.items():
            _execute(self, statement, together)


def _execute(
    session: Session, statement: Insert, rows: dict[str, Any] | list[dict[str, Any]]
) -> CursorResult[Any]:
    return session.connection().execute(statement, rows)
