from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    TableValuedAlias,
    Text,
    bindparam,
    column,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from storage.models import Service
from storage.models.service import ServiceSource
from storage.repositories.prepared import Prepared
from storage.repositories.repository import Repository
from storage.types import Json


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
        prepared = _search(self._is_postgresql, bool(areas), age is not None)
        values = {
            "practice_id": practice_id,
            "wanted_needs": _lower(needs),
            "wanted_areas": _lower(areas),
            "age": age,
            "most": limit,
        }
        return await self._read(prepared, values)

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

    async def own(self, practice_id: str) -> Sequence[Service]:
        """A practice's own list by name, with what is hidden and what has ended."""
        query = select(Service).where(Service.practice_id == practice_id)
        return (await self._session.scalars(query.order_by(Service.name, Service.id))).all()

    async def count_shared(self) -> int:
        """How many of other directories are offered to patients of every practice."""
        query = select(func.count()).select_from(Service)
        shared = query.where(Service.practice_id.is_(None), ~Service.is_hidden)
        return await self._session.scalar(shared) or 0

    async def by_source_ids(
        self, source: ServiceSource, source_ids: Sequence[str]
    ) -> Sequence[Service]:
        """Those of one source with these ids there."""
        query = select(Service).where(Service.source == source, Service.source_id.in_(source_ids))
        return (await self._session.scalars(query.order_by(Service.source_id))).all()


# Built once for each of its few forms: building it takes longer than the search.
@cache
def _search(is_postgresql: bool, has_areas: bool, has_age: bool) -> Prepared[Service]:
    return Prepared(Service, lambda found: _fitting(found, is_postgresql, has_areas, has_age))


def _fitting(
    found: Select[Any], is_postgresql: bool, has_areas: bool, has_age: bool
) -> Select[Any]:
    query = found.where(
        ~Service.is_hidden,
        or_(Service.practice_id.is_(None), Service.practice_id == bindparam("practice_id")),
        _has_any(is_postgresql, Service.needs, "wanted_needs"),
    )
    if has_areas:
        length = func.jsonb_array_length if is_postgresql else func.json_array_length
        is_everywhere = length(Service.areas) == 0
        query = query.where(
            or_(is_everywhere, _has_any(is_postgresql, Service.areas, "wanted_areas"))
        )
    if has_age:
        age = bindparam("age", type_=Integer)
        query = query.where(
            or_(Service.min_age.is_(None), Service.min_age <= age),
            or_(Service.max_age.is_(None), Service.max_age >= age),
        )
    return query.order_by(
        Service.practice_id.is_(None),
        Service.last_reviewed.desc().nulls_last(),
        Service.name,
        Service.id,
    ).limit(bindparam("most", type_=Integer))


def _has_any(
    is_postgresql: bool, field: InstrumentedAttribute[list[str]], values: str
) -> ColumnElement[bool]:
    """Whether the JSON list holds one of the lower-case `values`, a parameter's name.

    The values are one JSON list themselves: a list of parameters is spelled out anew each time.
    """
    items = _items(is_postgresql, field)
    wanted = _items(is_postgresql, bindparam(values, type_=Json))
    return (
        select(literal(1))
        .select_from(items)
        .where(func.lower(items.c.value).in_(select(wanted.c.value)))
        .exists()
    )


def _items(is_postgresql: bool, values: Any) -> TableValuedAlias:
    if is_postgresql:
        return func.jsonb_array_elements_text(values).table_valued("value")
    return func.json_each(values).table_valued(column("value", Text))


def _lower(values: Sequence[str]) -> list[str]:
    return [value.lower() for value in values]
