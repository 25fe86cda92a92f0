"""SELECTs that every turn asks: built once, and on SQLite read without SQLAlchemy's preparation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import Select, select

from storage.models.base import Base
from storage.rows import names_of

E = TypeVar("E", bound=Base)

Shape: TypeAlias = Callable[[Select[Any]], Select[Any]]


class Prepared(Generic[E]):
    """One SELECT of a model in two forms: of entities, and of the columns that make them.

    `shape` adds conditions, with `bindparam` for values and no list among them.
    """

    def __init__(self, model: type[E], shape: Shape) -> None:
        self.model = model
        self.names = names_of(model)
        self.entities: Select[Any] = shape(select(model))
        self.rows: Select[Any] = shape(select(*(getattr(model, name) for name in self.names)))
