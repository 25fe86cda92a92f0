from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from storage.models import CheckInPlan
from storage.repositories.repository import Repository


class CheckInPlans(Repository[CheckInPlan]):
    model = CheckInPlan

    async def of_referral(self, referral_id: str) -> CheckInPlan | None:
        """The person's own plan; None where the practice's holds."""
        return await self._session.scalar(
            select(CheckInPlan).where(CheckInPlan.referral_id == referral_id)
        )

    async def of_referrals(self, referral_ids: Sequence[str]) -> dict[str, CheckInPlan]:
        """Own plans by referral, of those that have one."""
        found = await self._session.scalars(
            select(CheckInPlan).where(CheckInPlan.referral_id.in_(referral_ids))
        )
        return {plan.referral_id: plan for plan in found}
