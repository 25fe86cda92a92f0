from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from storage.models import Consent
from storage.repositories.repository import Repository


class Consents(Repository[Consent]):
    model = Consent

    async def of_patient(self, patient_id: str) -> Sequence[Consent]:
        """Every consent given or withdrawn, oldest first."""
        query = select(Consent).where(Consent.patient_id == patient_id).order_by(Consent.id)
        return (await self._session.scalars(query)).all()

    async def latest(self, patient_id: str, kind: str) -> Consent | None:
        """What a patient last said of this."""
        query = select(Consent).where(Consent.patient_id == patient_id, Consent.kind == kind)
        return await self._session.scalar(query.order_by(Consent.id.desc()).limit(1))
