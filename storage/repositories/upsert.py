"""INSERT … ON CONFLICT, which both databases have and SQLAlchemy spells per dialect."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Base

Insert: TypeAlias = sqlite.Insert | postgresql.Insert


def insert_into(session: AsyncSession, model: type[Base]) -> Insert:
    """An INSERT that knows on_conflict_do_nothing and on_conflict_do_update."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(model)
    return sqlite.insert(model)


def values_of(entity: Base) -> dict[str, Any]:
    """The entity's column values, for an INSERT made by hand."""
    return {attr.key: getattr(entity, attr.key) for attr in inspect(type(entity)).column_attrs}
