from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update

from storage.models import RecoveryCode, SecondFactor
from storage.repositories.repository import Repository


class SecondFactors(Repository[SecondFactor]):
    model = SecondFactor

    async def held(self, staff_id: str) -> SecondFactor | None:
        """Somebody's second factor, for this unit alone until it ends."""
        return await self._session.scalar(
            select(SecondFactor).where(SecondFactor.staff_id == staff_id).with_for_update()
        )

    async def is_on(self, staff_id: str) -> bool:
        """Whether a code is asked for when they sign in."""
        return staff_id in await self.on_among([staff_id])

    async def on_among(self, staff_ids: Sequence[str]) -> set[str]:
        """Those of several people who are asked for a code."""
        query = select(SecondFactor.staff_id).where(
            SecondFactor.staff_id.in_(staff_ids), SecondFactor.confirmed_at.is_not(None)
        )
        return set(await self._session.scalars(query))

    async def remove(self, staff_id: str) -> None:
        """Forget somebody's second factor and its recovery codes."""
        await self._session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))
        await self._session.execute(delete(SecondFactor).where(SecondFactor.staff_id == staff_id))

    async def replace_codes(self, staff_id: str, fingerprints: Sequence[str]) -> None:
        """Keep these recovery codes, and no older one."""
        await self._session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))
        self._session.add_all(
            RecoveryCode(staff_id=staff_id, fingerprint=one) for one in fingerprints
        )

    async def codes_left(self, staff_id: str) -> int:
        query = select(func.count()).select_from(RecoveryCode)
        query = query.where(RecoveryCode.staff_id == staff_id, RecoveryCode.used_at.is_(None))
        return await self._session.scalar(query) or 0

    async def use_code(self, staff_id: str, fingerprints: Sequence[str], at: datetime) -> bool:
        """Spend the recovery code with one of these fingerprints; False if there is none left."""
        used = await self._session.scalars(
            update(RecoveryCode)
            .where(
                RecoveryCode.staff_id == staff_id,
                RecoveryCode.fingerprint.in_(fingerprints),
                RecoveryCode.used_at.is_(None),
            )
            .values(used_at=at)
            .returning(RecoveryCode.id)
        )
        return used.first() is not None
