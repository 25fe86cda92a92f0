from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, exists, select, text, update

from storage.models import OptOut
from storage.repositories.repository import Repository
from storage.repositories.upsert import insert_into, values_of


class OptOuts(Repository[OptOut]):
    model = OptOut

    async def is_out(self, patient_id: str) -> bool:
        """Whether a patient said STOP and has not said START since."""
        return bool(await self._session.scalar(_IS_OUT, {"patient_id": patient_id}))

    async def add_unless_out(self, opt_out: OptOut) -> bool:
        """Record an opt-out; False if one is in force."""
        added = await self._session.scalar(
            insert_into(self._session, OptOut)
            .values(values_of(opt_out))
            .on_conflict_do_nothing(
                index_elements=["patient_id"], index_where=text("ended_at IS NULL")
            )
            .returning(OptOut.id)
        )
        return added is not None

    async def end(self, patient_id: str, at: datetime) -> bool:
        """The patient wants texts again; False if none was in force."""
        ended = await self._session.scalar(
            update(OptOut)
            .where(OptOut.patient_id == patient_id, OptOut.ended_at.is_(None))
            .values(ended_at=at)
            .returning(OptOut.id)
        )
        return ended is not None


# Made once: every turn and every sending asks it.
_IS_OUT = select(
    exists().where(OptOut.patient_id == bindparam("patient_id"), OptOut.ended_at.is_(None))
)
