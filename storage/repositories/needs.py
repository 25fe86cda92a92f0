from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from storage.models import Need
from storage.repositories.repository import Repository
from storage.repositories.upsert import insert_unless_there, names_of
from storage.writing_session import WritingSession


class Needs(Repository[Need]):
    model = Need

    async def add_unless_there(self, need: Need) -> bool:
        """Note a need; False if the referral has it already."""
        await self._session.flush()
        statement = insert_unless_there(self._session, Need, "referral_id", "label")
        return await self._insert_now(statement, need)

    async def of_referral(self, referral_id: str) -> Sequence[Need]:
        """In the order of being noted."""
        values = {"referral_id": referral_id}
        session = self._session.sync_session
        if isinstance(session, WritingSession) and session.reads_rows:
            rows = await self._session.run_sync(lambda _: session.rows(_ROWS_OF_REFERRAL, values))
            return [session.entity_of(Need, dict(zip(_NAMES, row, strict=True))) for row in rows]
        return (await self._session.scalars(_OF_REFERRAL, values)).all()

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


# Made once: every turn asks it.
_OF_REFERRAL = select(Need).where(Need.referral_id == bindparam("referral_id")).order_by(Need.id)
_NAMES = names_of(Need)
_ROWS_OF_REFERRAL = _OF_REFERRAL.with_only_columns(*(getattr(Need, name) for name in _NAMES))
