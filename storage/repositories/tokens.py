from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from storage.models import ApiToken
from storage.repositories.repository import Repository


class Tokens(Repository[ApiToken]):
    model = ApiToken

    async def live(self, token_hash: str) -> ApiToken | None:
        """The token with this hash, unless it was revoked."""
        return await self._session.scalar(
            select(ApiToken).where(ApiToken.token_hash == token_hash, ApiToken.revoked_at.is_(None))
        )

    async def of_practice(self, practice_id: str) -> Sequence[ApiToken]:
        """Every token of a practice, revoked ones too, oldest first."""
        query = select(ApiToken).where(ApiToken.practice_id == practice_id).order_by(ApiToken.id)
        return (await self._session.scalars(query)).all()
