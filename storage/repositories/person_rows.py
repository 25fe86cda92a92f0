"""All rows about one person, found by walking the schema: a new table cannot be forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import (
    Audit,
    Base,
    Conversation,
    Message,
    Patient,
    Referral,
)
from storage.rows import table_of

KEYS: Final = {
    "patient_id": Patient,
    "referral_id": Referral,
    "conversation_id": Conversation,
    "message_id": Message,
}
"""By which columns a row is about somebody, the most telling first, and what each refers to."""


def models_about_people() -> dict[str, type[Base]]:
    """Every table with such a column, by name."""
    mappers = sorted(Base.registry.mappers, key=lambda one: str(one.local_table))
    found = {str(one.local_table): one.class_ for one in mappers}
    return {name: model for name, model in found.items() if _key_of(model) is not None}


class PersonRows:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, patient_id: str) -> Mapping[str, Sequence[Any]]:
        """The rows about a person by table, oldest first; their own is not among them."""
        return {
            name: await self._rows(model, _is_about(model, patient_id))
            for name, model in models_about_people().items()
        }

    async def trail_of(self, patient_id: str) -> Sequence[Audit]:
        """What the audit trail says of a person, and of every row about them."""
        is_theirs = (Audit.subject_id == patient_id) | (Audit.actor == f"patient:{patient_id}")
        for name, model in models_about_people().items():
            if "id" in table_of(model).columns:
                ids = select(table_of(model).columns["id"]).where(_is_about(model, patient_id))
                is_theirs |= (Audit.subject_type == name) & Audit.subject_id.in_(ids)
        return (
            await self._session.scalars(select(Audit).where(is_theirs).order_by(Audit.id))
        ).all()

    async def _rows(self, model: type[Base], condition: ColumnElement[bool]) -> Sequence[Base]:
        order = table_of(model).primary_key.columns
        return (await self._session.scalars(select(model).where(condition).order_by(*order))).all()


def _key_of(model: type[Base]) -> str | None:
    columns = table_of(model).columns
    return next((key for key in KEYS if key in columns), None)


def _is_about(model: type[Base], patient_id: str) -> ColumnElement[bool]:
    key = _key_of(model)
    assert key is not None
    column: Any = table_of(model).columns[key]
    if key == "patient_id":
        return column == patient_id  # type: ignore[no-any-return]
    owner: Any = KEYS[key]
    return column.in_(select(owner.id).where(owner.patient_id == patient_id))  # type: ignore[no-any-return]
