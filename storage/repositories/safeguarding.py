from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from storage.models import SafeguardingRecord
from storage.repositories.repository import Repository


class SafeguardingRecords(Repository[SafeguardingRecord]):
    model = SafeguardingRecord

    async def of_referral(self, referral_id: str) -> Sequence[SafeguardingRecord]:
        """Records of a referral, in the order of being written."""
        query = select(SafeguardingRecord).where(SafeguardingRecord.referral_id == referral_id)
        return (await self._session.scalars(query.order_by(SafeguardingRecord.id))).all()
