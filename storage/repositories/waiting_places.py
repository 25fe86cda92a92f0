from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select, text

from storage.models import Patient, WaitingPlace
from storage.models.waiting_place import IS_ON_LIST
from storage.repositories.prepared import Prepared
from storage.repositories.repository import Repository


class WaitingPlaces(Repository[WaitingPlace]):
    model = WaitingPlace

    async def of_referral(self, referral_id: str) -> WaitingPlace | None:
        """The place that a referral has on the list now."""
        found = await self._read(_OF_REFERRAL, {"referral_id": referral_id})
        return found[0] if found else None

    async def lock_of_referral(self, referral_id: str) -> WaitingPlace | None:
        """The same as it is now, kept until the unit ends: who passes a time on may be offering
        it to this place in this very moment."""
        if not self._is_postgresql:
            return await self.of_referral(referral_id)
        await self._flush()
        found: WaitingPlace | None = await self._session.scalar(
            _OF_REFERRAL.entities.with_for_update(key_share=True).execution_options(
                populate_existing=True
            ),
            {"referral_id": referral_id},
        )
        return found

    async def does_anybody_wait(self, practice_id: str) -> bool:
        """Whether there is anybody to offer a time to; no row is kept."""
        query = select(WaitingPlace.id).where(
            WaitingPlace.practice_id == practice_id, WaitingPlace.status == "waiting"
        )
        return await self._session.scalar(query.limit(1)) is not None

    async def of_practice(self, practice_id: str) -> Sequence[tuple[WaitingPlace, Patient]]:
        """Everyone on a practice's list, in order."""
        query = (
            select(WaitingPlace, Patient)
            .join(Patient, Patient.id == WaitingPlace.patient_id)
            .where(WaitingPlace.practice_id == practice_id, text(f"waiting_place.{IS_ON_LIST}"))
            .order_by(WaitingPlace.joined_at, WaitingPlace.id)
        )
        return [(place, patient) for place, patient in await self._session.execute(query)]

    async def waiting(
        self, practice_id: str, *, after: WaitingPlace | None = None
    ) -> Sequence[WaitingPlace]:
        """Those who wait and are offered nothing, in order; only those behind `after`.

        The rows are kept for this unit: another that looks at once passes them over.
        """
        query = select(WaitingPlace).where(
            WaitingPlace.practice_id == practice_id, WaitingPlace.status == "waiting"
        )
        if after is not None:
            is_later = WaitingPlace.joined_at > after.joined_at
            is_next = (WaitingPlace.joined_at == after.joined_at) & (WaitingPlace.id > after.id)
            query = query.where(is_later | is_next)
        query = query.order_by(WaitingPlace.joined_at, WaitingPlace.id)
        found = await self._session.scalars(query.with_for_update(skip_locked=True))
        return found.all()


# Made once: every booking asks it.
_OF_REFERRAL = Prepared(
    WaitingPlace,
    lambda found: found.where(
        WaitingPlace.referral_id == bindparam("referral_id"), text(IS_ON_LIST)
    ),
)
