"""One row in every table, made from the columns alone, so that no table is ever forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from storage.types import UtcTime

_DAY = datetime(2026, 11, 23, 10, 0, 0, 123456, tzinfo=UTC)


def fill(connection: sa.Connection, tables: Sequence[sa.Table], turn: int) -> None:
    """Add a row to each table, with something in every column that may hold something.

    Ids are the table's name and `turn`, and so a column `<table>_id` refers to the row of that
    table; keys are checked at the commit, where any order has become right.
    """
    references = _references(connection)
    for table in tables:
        row = {
            column.name: _value(column, table, turn, references.get((table.name, column.name)))
            for column in table.columns
        }
        connection.execute(table.insert(), row)


def id_of(table: str, turn: int) -> str:
    """Thirty-two characters, as every id has."""
    return sha256(f"{table} {turn}".encode()).hexdigest()[:32]


def _references(connection: sa.Connection) -> dict[tuple[str, str], str]:
    inspector = sa.inspect(connection)
    return {
        (table, column): str(key["referred_table"])
        for table in inspector.get_table_names()
        for key in inspector.get_foreign_keys(table)
        for column in key["constrained_columns"]
    }


def _value(column: sa.Column[Any], table: sa.Table, turn: int, refers_to: str | None) -> Any:
    if refers_to is not None:
        return id_of(refers_to, turn)
    if column.name == "id":
        return id_of(table.name, turn)
    kind = column.type
    if isinstance(kind, UtcTime):
        return _DAY + timedelta(minutes=turn)
    return _plain(kind, f"{table.name}.{column.name} {turn} ✓", turn)


def _plain(kind: sa.types.TypeEngine[Any], words: str, turn: int) -> Any:
    match kind:
        case sa.Boolean():
            return bool(turn % 2)
        case sa.Integer():
            return turn
        case sa.Float() | sa.Numeric():
            return turn + 0.5
        case sa.DateTime():
            return _DAY + timedelta(minutes=turn)
        case sa.Date():
            return date(2026, 11, 23) + timedelta(days=turn)
        case sa.LargeBinary():
            return bytes(range(256)) + words.encode()
        case sa.JSON():
            return {"words": words, "list": [1, 2.5, None, True], "deep": {"ü": []}}
        case sa.String():
            return words[: kind.length] if kind.length else words
    raise AssertionError(f"no value is known for {kind!r}")
