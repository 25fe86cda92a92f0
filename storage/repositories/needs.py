from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete

from storage.models import Need
from storage.repositories.prepared import Prepared
from storage.repositories.repository import Repository


class Needs(Repository[Need]):
    model = Need

    async def remove(self, need: Need) -> None:
        """Take a need off its referral."""
        await self._session.delete(need)
        await self._session.flush()

    async def of_referral(self, referral_id: str) -> Sequence[Need]:
        """In the order of being noted."""
        return await self._read(_OF_REFERRAL, {"referral_id": referral_id})

    async def forget_unconfirmed(self, referral_id: str, *, but: Sequence[str] = ()) -> None:
        """Drop what was understood from the patient's words, `but` the labels named; a link
        worker's needs stay."""
        await self._session.execute(
            delete(Need).where(
                Need.referral_id == referral_id,
                Need.source == "patient",
                Need.label.not_in(but),
            )
        )


_OF_REFERRAL = Prepared(
    Need, lambda found: found.where(Need.referral_id == bindparam("referral_id")).order_by(Need.id)
)
