from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from storage.models import Audit, AuditSeal
from storage.repositories.repository import Repository

_TIME_DIGITS = 12
"""An id begins with 48 bits of time, in milliseconds."""


class AuditSeals(Repository[AuditSeal]):
    """The chain over the audit trail. It only grows, like the trail itself."""

    model = AuditSeal

    async def last(self) -> AuditSeal | None:
        query = select(AuditSeal).order_by(AuditSeal.position.desc()).limit(1)
        found: AuditSeal | None = await self._session.scalar(query)
        return found

    async def at(self, position: int) -> AuditSeal | None:
        query = select(AuditSeal).where(AuditSeal.position == position)
        found: AuditSeal | None = await self._session.scalar(query)
        return found

    async def unsealed(self, *, look_back_seconds: int, limit: int) -> Sequence[Audit]:
        """Rows without a seal, oldest id first: only from so long before the newest sealed one.

        Reading all of the trail every half minute would take longer with every year.
        """
        first = await self.looked_from(look_back_seconds)
        query = select(Audit).where(_HAS_NO_SEAL, Audit.id >= first)
        return (await self._session.scalars(query.order_by(Audit.id).limit(limit))).all()

    async def looked_from(self, look_back_seconds: int) -> str:
        """The least id that is still looked for; "" before anything was sealed."""
        newest = await self._session.scalar(
            select(AuditSeal.audit_id).order_by(AuditSeal.audit_id.desc()).limit(1)
        )
        return "" if newest is None else _id_before(newest, look_back_seconds * 1000)

    async def never_sealed(self, *, after: str = "", limit: int = 1000) -> Sequence[Audit]:
        """Every row without a seal, however old, from behind the id `after`."""
        query = select(Audit).where(_HAS_NO_SEAL, Audit.id > after)
        return (await self._session.scalars(query.order_by(Audit.id).limit(limit))).all()

    async def chain(
        self, *, after: int, limit: int = 1000
    ) -> Sequence[tuple[AuditSeal, Audit | None]]:
        """Links in order from behind a position, each with its row, or None where that is gone."""
        query = (
            select(AuditSeal, Audit)
            .outerjoin(Audit, Audit.id == AuditSeal.audit_id)
            .where(AuditSeal.position > after)
            .order_by(AuditSeal.position)
            .limit(limit)
        )
        return [(seal, row) for seal, row in await self._session.execute(query)]


_HAS_NO_SEAL = ~select(AuditSeal.position).where(AuditSeal.audit_id == Audit.id).exists()


def _id_before(id: str, milliseconds: int) -> str:
    """The least id that could have been made so long before the one with this id."""
    made_at = int(id[:_TIME_DIGITS], 16)
    return f"{max(0, made_at - milliseconds):0{_TIME_DIGITS}x}"
