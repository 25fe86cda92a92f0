"""Where sealed values stand: the tables that have some, and in which columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from sqlalchemy import Connection, LargeBinary, column, select, table, union_all
from sqlalchemy.dialects import registry
from sqlalchemy.sql.expression import ColumnClause, TableClause

from storage.models.base import Base
from storage.types import SealedJson, SealedText

Sealed: TypeAlias = ColumnClause[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A table with sealed columns, as bytes; `key` is its primary key."""

    rows: TableClause
    key: ColumnClause[str]
    sealed: tuple[Sealed, ...]


def sealed_places() -> Iterator[Place]:
    """One for each table that has any."""
    for each in Base.metadata.sorted_tables:
        sealed = [one.name for one in each.columns if isinstance(one.type, SealedText | SealedJson)]
        if not sealed:
            continue
        (key,) = each.primary_key.columns
        columns: Mapping[str, Sealed] = {name: column(name, LargeBinary) for name in sealed}
        place: ColumnClause[str] = column(key.name)
        yield Place(
            rows=table(each.name, place, *columns.values()),
            key=place,
            sealed=tuple(columns.values()),
        )


def newest_sealed(connection: Connection) -> Sequence[bytes]:
    """The sealed values of each table's newest row, as far as they have any."""
    found = connection.exec_driver_sql(_sql_of_newest(connection.dialect.name)).scalars()
    return [one for one in found if one]


@cache
def _sql_of_newest(dialect: str) -> str:
    """One statement, composed once: every start asks, and to compose it takes longer than to run
    it."""
    newest = [
        (place, select(*place.sealed).order_by(place.key.desc()).limit(1).subquery())
        for place in sealed_places()
    ]
    values = union_all(
        *(select(row.c[one.name].label("value")) for place, row in newest for one in place.sealed)
    )
    spoken = registry.load(dialect)()
    return str(values.compile(dialect=spoken, compile_kwargs={"literal_binds": True}))
