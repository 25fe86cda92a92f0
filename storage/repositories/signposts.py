from __future__ import annotations

from sqlalchemy import bindparam, select

from storage.models import Signpost
from storage.repositories.repository import Repository


class Signposts(Repository[Signpost]):
    model = Signpost

    async def needs_of_referral(self, referral_id: str) -> frozenset[str]:
        """The needs for which services were named before."""
        return frozenset(await self._column(_NEEDS, {"referral_id": referral_id}))


_NEEDS = select(Signpost.need).where(Signpost.referral_id == bindparam("referral_id")).distinct()
