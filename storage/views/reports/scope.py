"""Which practices and which time a report is of, and counts by name and practice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import InstrumentedAttribute

from storage.unit_of_work import UnitOfWork

Parts: TypeAlias = dict[str, dict[str, int]]
"""Name, then practice id, then how many. What is shown is a sum over practices, and whoever shows
it must know its parts: a sum can give a small part away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """From `start` up to `end`, aware times; days and months are those of `timezone`."""

    practice_ids: tuple[str, ...]
    start: datetime
    end: datetime
    timezone: str

    def holds(
        self, practice_id: InstrumentedAttribute[str], at: InstrumentedAttribute[Any]
    ) -> tuple[ColumnElement[bool], ...]:
        """The conditions by which a row belongs to this scope."""
        return practice_id.in_(self.practice_ids), at >= self.start, at < self.end


def is_postgresql(uow: UnitOfWork) -> bool:
    return uow.session.get_bind().dialect.name == "postgresql"


async def parts_of(uow: UnitOfWork, query: Select[Any, str, int]) -> Parts:
    """Run a query for (name, practice id, count)."""
    return to_parts((row[0], row[1], row[2]) for row in await uow.session.execute(query))


def to_parts(rows: Iterable[tuple[Any, str, int]]) -> Parts:
    """Counts added up by name and practice."""
    made: Parts = defaultdict(lambda: defaultdict(int))
    for name, practice_id, count in rows:
        made[str(name)][practice_id] += int(count)
    return {name: dict(by_practice) for name, by_practice in made.items()}
