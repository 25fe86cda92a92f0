from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from storage.models import LegalHold, Patient
from storage.repositories.repository import Repository


class LegalHolds(Repository[LegalHold]):
    model = LegalHold

    async def in_force(self, patient_id: str, now: datetime) -> LegalHold | None:
        """The hold that keeps a person's record, the longest lasting of several; or None."""
        query = select(LegalHold).where(LegalHold.patient_id == patient_id, holds_at(now))
        found: LegalHold | None = await self._session.scalar(
            query.order_by(LegalHold.until.is_(None).desc(), LegalHold.until.desc()).limit(1)
        )
        return found

    async def of_patient(self, patient_id: str) -> Sequence[LegalHold]:
        """All there ever were, newest first."""
        query = select(LegalHold).where(LegalHold.patient_id == patient_id)
        return (await self._session.scalars(query.order_by(LegalHold.id.desc()))).all()

    async def of_practices(
        self, practice_ids: Sequence[str], now: datetime, *, limit: int = 200
    ) -> Sequence[tuple[LegalHold, Patient]]:
        """Those in force at practices, newest first, and whom each is about."""
        query = (
            select(LegalHold, Patient)
            .join(Patient, Patient.id == LegalHold.patient_id)
            .where(LegalHold.practice_id.in_(practice_ids), holds_at(now))
            .order_by(LegalHold.id.desc())
            .limit(limit)
        )
        return [(hold, patient) for hold, patient in await self._session.execute(query)]


def holds_at(now: datetime) -> ColumnElement[bool]:
    """Whether a hold is in force."""
    is_not_over = or_(LegalHold.until.is_(None), LegalHold.until > now)
    return LegalHold.lifted_at.is_(None) & is_not_over
