from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from storage.models import Audit
from storage.repositories.repository import Repository


class AuditTrail(Repository[Audit]):
    """Only grows: there is no way here to change an entry, and the database refuses it."""

    model = Audit

    async def of_subject(
        self, subject_type: str, subject_id: str, limit: int = 200
    ) -> Sequence[Audit]:
        """Who did what to one thing, newest first."""
        query = select(Audit).where(
            Audit.subject_type == subject_type, Audit.subject_id == subject_id
        )
        return (await self._session.scalars(query.order_by(Audit.id.desc()).limit(limit))).all()

    async def page(
        self, practice_ids: Sequence[str], *, before: str | None = None, limit: int = 100
    ) -> Sequence[Audit]:
        """Entries of practices, newest first, from behind `before`."""
        query = select(Audit).where(Audit.practice_id.in_(practice_ids))
        if before is not None:
            query = query.where(Audit.id < before)
        return (await self._session.scalars(query.order_by(Audit.id.desc()).limit(limit))).all()
