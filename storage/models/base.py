"""What every table shares: names of constraints, column types, ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any

import uuid_utils
from sqlalchemy import Date, ForeignKey, MetaData, String, text
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedAsDataclass,
    class_mapper,
    mapped_column,
)
from sqlalchemy.orm.attributes import instance_dict

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

    def __init_subclass__(cls, **kwargs: Any) -> None:
        cls.__init__ = _fill  # type: ignore[assignment]  # a dataclass leaves it as it is
        super().__init_subclass__(**kwargs)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {getattr(self, 'id', '')}>"


def _fill(entity: Base, **values: Any) -> None:
    """A new entity's values go straight to where SQLAlchemy keeps them.

    A generated `__init__` sets them one by one past everybody who could listen to a change, which
    for a new entity is nobody, and takes longer than writing the row. Names, types and defaults
    are the columns' own, as ever.
    """
    blank = _blank(type(entity))
    held = {**blank.constants, **values}
    for name, make in blank.makers.items():
        if name not in values:
            held[name] = make()
    if held.keys() != blank.names:
        wrong = ", ".join(sorted(held.keys() ^ blank.names))
        raise TypeError(f"{type(entity).__name__}: missing or unknown: {wrong}")
    instance_dict(entity).update(held)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Blank:
    """What an entity's columns are called, and what is in those that nobody fills in."""

    names: frozenset[str]
    constants: Mapping[str, Any]
    makers: Mapping[str, Callable[[], Any]]


@cache
def _blank(model: type[Base]) -> _Blank:
    columns, declared = class_mapper(model).columns, fields(model)
    return _Blank(
        names=frozenset(each.name for each in declared),
        constants={
            each.name: getattr(columns[each.name].default, "arg", None)
            for each in declared
            if each.default is not MISSING
        },
        makers={
            each.name: each.default_factory
            for each in declared
            if each.default_factory is not MISSING
        },
    )


class HasId(MappedAsDataclass, kw_only=True, eq=False, repr=False):
    id: Mapped[str] = mapped_column(
        String(32), primary_key=True, default_factory=new_id, sort_order=-1
    )
