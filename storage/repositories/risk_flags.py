from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from storage.models import RiskFlag
from storage.repositories.repository import Repository


class RiskFlags(Repository[RiskFlag]):
    model = RiskFlag

    async def of_referral(self, referral_id: str) -> Sequence[RiskFlag]:
        """Oldest first."""
        query = select(RiskFlag).where(RiskFlag.referral_id == referral_id)
        return (await self._session.scalars(query.order_by(RiskFlag.id))).all()

    async def mark_seen(self, referral_id: str, staff_id: str, now: datetime) -> int:
        """Say who saw the referral's flags; how many were unseen until now."""
        seen = await self._session.scalars(
            update(RiskFlag)
            .where(RiskFlag.referral_id == referral_id, RiskFlag.seen_at.is_(None))
            .values(seen_at=now, seen_by=staff_id)
            .returning(RiskFlag.id)
        )
        return len(seen.all())
