"""Entities as plain rows, for statements that go to the driver without the ORM."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from sqlalchemy import Insert, Table, insert, inspect

from storage.models.base import Base


def table_of(model: type[Base]) -> Table:
    return cast(Table, model.__table__)


@cache
def insert_rows(model: type[Base]) -> Insert:
    """The plain INSERT of whole rows of a table."""
    return insert(table_of(model))


def values_of(entity: Base) -> dict[str, Any]:
    """The entity's column values, for an INSERT made by hand."""
    held = inspect(entity).dict
    return {
        name: held[name] if name in held else getattr(entity, name)
        for name in names_of(type(entity))
    }


@cache
def names_of(model: type[Base]) -> tuple[str, ...]:
    """The names of an entity's columns."""
    return tuple(attr.key for attr in inspect(model).column_attrs)
