from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update

from storage.models import SignInFailure, Staff, StaffSession
from storage.repositories.repository import Repository

_last_seen_at = func.coalesce(StaffSession.last_seen_at, StaffSession.created_at)


class Sessions(Repository[StaffSession]):
    model = StaffSession

    async def live(
        self, token_hash: str, now: datetime, *, seen_since: datetime | None = None
    ) -> tuple[StaffSession, Staff] | None:
        """The session with this hash and whose it is, if neither has ended by `now`.

        One that was last seen before `seen_since` has ended too.
        """
        row = await self._session.execute(
            select(StaffSession, Staff)
            .join(Staff, Staff.id == StaffSession.staff_id)
            .where(
                StaffSession.token_hash == token_hash,
                *_live(now, seen_since),
                Staff.is_active,
            )
        )
        found = row.one_or_none()
        return found

    async def live_of(
        self, staff_id: str, now: datetime, *, seen_since: datetime
    ) -> Sequence[StaffSession]:
        """Everywhere that somebody is signed in, newest first."""
        query = select(StaffSession).where(
            StaffSession.staff_id == staff_id, *_live(now, seen_since)
        )
        return (await self._session.scalars(query.order_by(StaffSession.id.desc()))).all()

    async def saw(self, session_id: str, at: datetime) -> None:
        """Its person was here."""
        await self._session.execute(
            update(StaffSession).where(StaffSession.id == session_id).values(last_seen_at=at)
        )

    async def last_seen(self, staff_ids: Sequence[str]) -> dict[str, datetime]:
        """When each of these people was last here; those who never were are left out."""
        latest = func.max(_last_seen_at)
        query = select(StaffSession.staff_id, latest).where(StaffSession.staff_id.in_(staff_ids))
        rows = await self._session.execute(query.group_by(StaffSession.staff_id))
        return {row[0]: row[1] for row in rows}

    async def end(self, session_id: str, at: datetime) -> None:
        """Sign out of one session."""
        await self._session.execute(
            update(StaffSession)
            .where(StaffSession.id == session_id, StaffSession.ended_at.is_(None))
            .values(ended_at=at)
        )

    async def end_one_of(self, staff_id: str, session_id: str, at: datetime) -> bool:
        """End a session if it is this person's and has not ended; whether it was."""
        ended = await self._session.scalars(
            update(StaffSession)
            .where(
                StaffSession.id == session_id,
                StaffSession.staff_id == staff_id,
                StaffSession.ended_at.is_(None),
            )
            .values(ended_at=at)
            .returning(StaffSession.id)
        )
        return ended.first() is not None

    async def end_all_of(self, staff_id: str, at: datetime, *, but: str = "") -> None:
        """Sign someone out everywhere, except from the session `but`."""
        await self._session.execute(
            update(StaffSession)
            .where(
                StaffSession.staff_id == staff_id,
                StaffSession.ended_at.is_(None),
                StaffSession.id != but,
            )
            .values(ended_at=at)
        )

    def add_failure(self, email_fingerprint: str, at: datetime) -> SignInFailure:
        """Write down one failed sign-in."""
        failure = SignInFailure(email_fingerprint=email_fingerprint, at=at)
        self._session.add(failure)
        return failure

    async def forget_failure(self, failure_id: str) -> None:
        """It was none after all."""
        await self._session.execute(delete(SignInFailure).where(SignInFailure.id == failure_id))

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


def _live(now: datetime, seen_since: datetime | None) -> list[ColumnElement[bool]]:
    """What makes a session live."""
    conditions = [StaffSession.ended_at.is_(None), StaffSession.expires_at > now]
    if seen_since is not None:
        conditions.append(_last_seen_at >= seen_since)
    return conditions
