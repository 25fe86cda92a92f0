"""Entities as plain rows, for statements that go to the driver without the ORM."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from sqlalchemy import Insert, Table, insert, inspect
from sqlalchemy.orm.attributes import instance_dict

from storage.models.base import Base


def table_of(model: type[Base]) -> Table:
    return cast(Table, model.__table__)


@cache
def insert_rows(model: type[Base]) -> Insert:
    """The plain INSERT of whole rows of a table."""
    return insert(table_of(model))


def values_of(entity: Base) -> dict[str, Any]:
    """The column values of a new entity, for an INSERT made by hand."""
    held = instance_dict(entity)
    return {name: held[name] for name in names_of(type(entity))}


@cache
def names_of(model: type[Base]) -> tuple[str, ...]:
    """The names of an entity's columns."""
    return tuple(attr.key for attr in inspect(model).column_attrs)
