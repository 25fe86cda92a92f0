from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from storage.models import Signpost
from storage.repositories.repository import Repository


class Signposts(Repository[Signpost]):
    model = Signpost

    async def of_referral(self, referral_id: str) -> Sequence[Signpost]:
        """What a patient was told of, oldest first."""
        query = select(Signpost).where(Signpost.referral_id == referral_id).order_by(Signpost.id)
        return (await self._session.scalars(query)).all()
