from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from storage.models import ApiAnswer
from storage.private import PatientText
from storage.repositories.repository import Repository
from storage.repositories.upsert import insert_unless_there


class ApiAnswers(Repository[ApiAnswer]):
    model = ApiAnswer

    async def take(self, row: ApiAnswer, *, kept_since: datetime) -> ApiAnswer | None:
        """Keep `row` for this unit's work; the one that is there already where its token has used
        its key, which was then not kept before `kept_since`. Whoever uses it at the same moment
        waits for the end of this unit.
        """
        await self._session.execute(
            delete(ApiAnswer).where(
                ApiAnswer.practice_id == row.practice_id, ApiAnswer.at < kept_since
            )
        )
        statement = insert_unless_there(self._session, ApiAnswer, "token_id", "key_hash")
        if await self._insert_now(statement, row):
            return None
        return await self._session.scalar(
            select(ApiAnswer).where(
                ApiAnswer.token_id == row.token_id, ApiAnswer.key_hash == row.key_hash
            )
        )

    async def keep(self, id: str, status: int, answer: PatientText) -> None:
        """What was answered, for whoever asks the same again."""
        await self._session.execute(
            update(ApiAnswer).where(ApiAnswer.id == id).values(status=status, answer=answer)
        )

    async def forget(self, before: datetime, *, limit: int) -> int:
        """Delete up to `limit` that are older; how many it were."""
        ids = select(ApiAnswer.id).where(ApiAnswer.at < before).limit(limit)
        done: Any = await self._session.execute(delete(ApiAnswer).where(ApiAnswer.id.in_(ids)))
        return int(done.rowcount)
