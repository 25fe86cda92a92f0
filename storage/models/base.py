"""What every table shares: names of constraints, column types, ids."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import uuid_utils
from sqlalchemy import Date, ForeignKey, MetaData, String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from storage.types import Json, UtcTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> str:
    """A UUID version 7 in hex: unique, and in the order of making within a process."""
    return uuid_utils.uuid7().hex


def references(column: str) -> ForeignKey:
    """A foreign key checked at commit, so that rows of one unit may be written in any order."""
    return ForeignKey(column, deferrable=True, initially="DEFERRED")


def only_where(condition: str) -> dict[str, Any]:
    """Arguments of an Index that hold it to some rows, on both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012  read once by SQLAlchemy
        str: String(),
        datetime: UtcTime(),
        date: Date(),
        dict[str, Any]: Json,
        list[Any]: Json,
        list[str]: Json,
        list[dict[str, Any]]: Json,
    }

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {getattr(self, 'id', '')}>"


class HasId(MappedAsDataclass, kw_only=True, eq=False, repr=False):
    id: Mapped[str] = mapped_column(
        String(32), primary_key=True, default_factory=new_id, sort_order=-1
    )
