"""Where sealed values stand: the tables that have some, and in which columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import LargeBinary, column, table
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
