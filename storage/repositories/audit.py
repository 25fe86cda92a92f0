from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from storage.models import Audit, Message
from storage.repositories.repository import Repository


class AuditTrail(Repository[Audit]):
    """Only grows: there is no way here to change an entry, and the database refuses it."""

    model = Audit

    def add_by_system(
        self,
        action: str,
        *,
        at: datetime,
        subject_type: str,
        subject_id: str,
        practice_id: str | None = None,
        **detail: str,
    ) -> None:
        """An entry for what nobody in particular asked for, such as a carrier's receipt."""
        self.add(
            Audit(
                practice_id=practice_id,
                at=at,
                actor="system",
                action=action,
                subject_type=subject_type,
                subject_id=subject_id,
                detail=dict(detail),
            )
        )

    async def of_subject(
        self, subject_type: str, subject_id: str, limit: int = 200
    ) -> Sequence[Audit]:
        """Who did what to one thing, newest first."""
        query = select(Audit).where(
            Audit.subject_type == subject_type, Audit.subject_id == subject_id
        )
        return (await self._session.scalars(query.order_by(Audit.id.desc()).limit(limit))).all()

    async def of_subject_type(self, subject_type: str) -> Sequence[Audit]:
        """All that was done to things of a kind of which there are few, oldest first."""
        query = select(Audit).where(Audit.subject_type == subject_type).order_by(Audit.id)
        return (await self._session.scalars(query)).all()

    async def of_messages_beside(self, message_id: str, *, action: str) -> Sequence[Audit]:
        """What was done to the messages of this message's conversation, itself included."""
        here = select(Message.conversation_id).where(Message.id == message_id).scalar_subquery()
        query = (
            select(Audit)
            .join(Message, Message.id == Audit.subject_id)
            .where(Audit.subject_type == "message", Audit.action == action)
            .where(Message.conversation_id == here)
        )
        return (await self._session.scalars(query)).all()

    async def page(
        self, practice_ids: Sequence[str], *, before: str | None = None, limit: int = 100
    ) -> Sequence[Audit]:
        """Entries of practices, newest first, from behind `before`."""
        query = select(Audit).where(Audit.practice_id.in_(practice_ids))
        if before is not None:
            query = query.where(Audit.id < before)
        return (await self._session.scalars(query.order_by(Audit.id.desc()).limit(limit))).all()
