from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import bindparam, func, or_, select, update

from storage.models import JoinedRecord, Patient
from storage.repositories.repository import Repository

_KEPT: Final = select(JoinedRecord.kept_id).where(
    JoinedRecord.patient_id == bindparam("patient_id")
)
_JOINED: Final = (
    select(JoinedRecord.patient_id)
    .where(
        or_(
            JoinedRecord.patient_id == bindparam("patient_id"),
            JoinedRecord.kept_id == bindparam("patient_id"),
        )
    )
    .limit(1)
)


class JoinedRecords(Repository[JoinedRecord]):
    model = JoinedRecord

    async def others_of(self, patient_id: str) -> Sequence[Patient]:
        """Every other record of the same person, the one that goes on first."""
        led = select(JoinedRecord.kept_id).where(JoinedRecord.patient_id == patient_id)
        kept = func.coalesce(led.scalar_subquery(), patient_id)
        joined = select(JoinedRecord.patient_id).where(JoinedRecord.kept_id == kept)
        query = (
            select(Patient)
            .where(or_(Patient.id == kept, Patient.id.in_(joined)), Patient.id != patient_id)
            .order_by(Patient.id != kept, Patient.id)
        )
        return (await self._session.scalars(query)).all()

    async def is_joined(self, patient_id: str) -> bool:
        """Whether there is another record of the same person; asked of everybody who begins."""
        return bool(await self._column(_JOINED, {"patient_id": patient_id}))

    async def kept_of(self, patient_id: str) -> str | None:
        """Id of the record in which all goes on; None for one that is joined to none."""
        return next(iter(await self._column(_KEPT, {"patient_id": patient_id})), None)

    async def lead_to(self, kept_id: str, from_id: str) -> None:
        """What was joined to `from_id` goes on in `kept_id` too."""
        await self._flush()
        await self._session.execute(
            update(JoinedRecord).where(JoinedRecord.kept_id == from_id).values(kept_id=kept_id)
        )

    async def remove(self, row: JoinedRecord) -> None:
        """It is a record of its own again."""
        await self._session.delete(row)
