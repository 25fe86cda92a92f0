from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from storage.models import CheckInPlan
from storage.repositories.prepared import Prepared
from storage.repositories.repository import Repository


class CheckInPlans(Repository[CheckInPlan]):
    model = CheckInPlan

    async def of_referral(self, referral_id: str) -> CheckInPlan | None:
        """The person's own plan; None where the practice's holds."""
        found = await self._read(_OF_REFERRAL, {"referral_id": referral_id})
        return found[0] if found else None

    async def of_referrals(self, referral_ids: Sequence[str]) -> dict[str, CheckInPlan]:
        """Own plans by referral, of those that have one."""
        found = await self._session.scalars(
            select(CheckInPlan).where(CheckInPlan.referral_id.in_(referral_ids))
        )
        return {plan.referral_id: plan for plan in found}


# Made once: every referral that is told to its end asks it.
_OF_REFERRAL = Prepared(
    CheckInPlan, lambda found: found.where(CheckInPlan.referral_id == bindparam("referral_id"))
)
