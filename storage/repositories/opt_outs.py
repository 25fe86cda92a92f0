from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, exists, select, update

from storage.models import OptOut
from storage.repositories.repository import Repository
from storage.repositories.upsert import insert_unless_there


class OptOuts(Repository[OptOut]):
    model = OptOut

    async def is_out(self, patient_id: str) -> bool:
        """Whether a patient said STOP and has not said START since."""
        values = {"patient_id": patient_id}
        if self._in_loop is not None:
            return bool(self._in_loop.rows(_IS_OUT, values)[0][0])
        return bool(await self._session.scalar(_IS_OUT, values))

    async def add_unless_out(self, opt_out: OptOut) -> bool:
        """Record an opt-out; False if one is in force."""
        await self._flush()
        statement = insert_unless_there(
            self._session, OptOut, "patient_id", where="ended_at IS NULL"
        )
        return await self._insert_now(statement, opt_out)

    async def end(self, patient_id: str, at: datetime) -> str | None:
        """The patient wants texts again: how we knew that they wanted none; None if they did."""
        ended: str | None = await self._session.scalar(
            update(OptOut)
            .where(OptOut.patient_id == patient_id, OptOut.ended_at.is_(None))
            .values(ended_at=at)
            .returning(OptOut.source)
        )
        return ended


# Made once: every turn and every sending asks it.
_IS_OUT = select(
    exists().where(OptOut.patient_id == bindparam("patient_id"), OptOut.ended_at.is_(None))
)
