from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from storage.models import Note
from storage.repositories.repository import Repository


class Notes(Repository[Note]):
    model = Note

    async def of_referral(self, referral_id: str) -> Sequence[Note]:
        """Notes of a referral, oldest first."""
        query = select(Note).where(Note.referral_id == referral_id).order_by(Note.id)
        return (await self._session.scalars(query)).all()
