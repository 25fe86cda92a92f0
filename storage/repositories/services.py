from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Text, column, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from storage.models import Service
from storage.models.service import ServiceSource
from storage.repositories.repository import Repository


class Services(Repository[Service]):
    model = Service

    async def search(
        self,
        needs: Sequence[str],
        practice_id: str,
        areas: Sequence[str] = (),
        age: int | None = None,
        limit: int = 50,
    ) -> Sequence[Service]:
        """Services for any of the needs that serve the practice, an area and an age.

        A service without areas serves everywhere; names and outcodes match in any case. The
        practice's own come first, then the lately reviewed.
        """
        query = select(Service).where(
            ~Service.is_hidden,
            or_(Service.practice_id.is_(None), Service.practice_id == practice_id),
            self._has_any(Service.needs, needs),
        )
        if areas:
            serves = or_(self._is_empty(Service.areas), self._has_any(Service.areas, areas))
            query = query.where(serves)
        if age is not None:
            query = query.where(
                or_(Service.min_age.is_(None), Service.min_age <= age),
                or_(Service.max_age.is_(None), Service.max_age >= age),
            )
        ordered = query.order_by(
            Service.practice_id.is_(None),
            Service.last_reviewed.desc().nulls_last(),
            Service.name,
            Service.id,
        )
        return (await self._session.scalars(ordered.limit(limit))).all()

    async def of_practice(
        self, practice_id: str, *, with_hidden: bool = False
    ) -> Sequence[Service]:
        """What a practice can offer, by name."""
        query = select(Service).where(
            or_(Service.practice_id.is_(None), Service.practice_id == practice_id)
        )
        if not with_hidden:
            query = query.where(~Service.is_hidden)
        return (await self._session.scalars(query.order_by(Service.name, Service.id))).all()

    async def by_source_ids(
        self, source: ServiceSource, source_ids: Sequence[str]
    ) -> Sequence[Service]:
        """Those of one source with these ids there."""
        query = select(Service).where(Service.source == source, Service.source_id.in_(source_ids))
        return (await self._session.scalars(query.order_by(Service.source_id))).all()

    def _has_any(
        self, field: InstrumentedAttribute[list[str]], values: Sequence[str]
    ) -> ColumnElement[bool]:
        """Whether the JSON list holds one of the values, in any case."""
        wanted = [value.lower() for value in values]
        if self._is_postgresql:
            items = func.jsonb_array_elements_text(field).table_valued("value")
        else:
            items = func.json_each(field).table_valued(column("value", Text))
        return (
            select(literal(1))
            .select_from(items)
            .where(func.lower(items.c.value).in_(wanted))
            .exists()
        )

    def _is_empty(self, field: InstrumentedAttribute[list[str]]) -> ColumnElement[bool]:
        length = func.jsonb_array_length if self._is_postgresql else func.json_array_length
        return length(field) == 0
