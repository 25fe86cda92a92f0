from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update

from storage.models import SignInFailure, Staff, StaffSession
from storage.repositories.repository import Repository


class Sessions(Repository[StaffSession]):
    model = StaffSession

    async def live(self, token_hash: str, now: datetime) -> tuple[StaffSession, Staff] | None:
        """The session with this hash and whose it is, if neither has ended by `now`."""
        row = await self._session.execute(
            select(StaffSession, Staff)
            .join(Staff, Staff.id == StaffSession.staff_id)
            .where(
                StaffSession.token_hash == token_hash,
                StaffSession.ended_at.is_(None),
                StaffSession.expires_at > now,
                Staff.is_active,
            )
        )
        found = row.one_or_none()
        return found

    async def end(self, session_id: str, at: datetime) -> None:
        """Sign out of one session."""
        await self._session.execute(
            update(StaffSession)
            .where(StaffSession.id == session_id, StaffSession.ended_at.is_(None))
            .values(ended_at=at)
        )

    async def end_all_of(self, staff_id: str, at: datetime) -> None:
        """Sign someone out everywhere."""
        await self._session.execute(
            update(StaffSession)
            .where(StaffSession.staff_id == staff_id, StaffSession.ended_at.is_(None))
            .values(ended_at=at)
        )

    def add_failure(self, email_fingerprint: str, at: datetime) -> None:
        """Write down one failed sign-in."""
        self._session.add(SignInFailure(email_fingerprint=email_fingerprint, at=at))

    async def failures_since(self, email_fingerprints: Sequence[str], since: datetime) -> int:
        """How often sign-in failed for this address since then."""
        query = select(func.count()).select_from(SignInFailure)
        query = query.where(
            SignInFailure.email_fingerprint.in_(email_fingerprints), SignInFailure.at >= since
        )
        return await self._session.scalar(query) or 0

    async def forget_failures(self, email_fingerprints: Sequence[str]) -> None:
        """Start counting anew, after a sign-in that worked."""
        await self._session.execute(
            delete(SignInFailure).where(SignInFailure.email_fingerprint.in_(email_fingerprints))
        )
