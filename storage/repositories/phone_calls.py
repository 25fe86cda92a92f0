from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from storage.models import PhoneCall
from storage.repositories.repository import Repository


class PhoneCalls(Repository[PhoneCall]):
    model = PhoneCall

    async def of_referral(self, referral_id: str) -> Sequence[PhoneCall]:
        """Calls of a referral, oldest first."""
        query = select(PhoneCall).where(PhoneCall.referral_id == referral_id)
        return (await self._session.scalars(query.order_by(PhoneCall.at, PhoneCall.id))).all()
