from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select, update

from storage.models import Message, Outbox
from storage.models.message import PREDECESSORS, MessageStatus, Provider
from storage.repositories.repository import Repository
from storage.repositories.search import Search
from storage.repositories.upsert import insert_unless_there
from storage.writing_session import WritingSession


class Messages(Repository[Message]):
    model = Message

    async def insert_inbound(self, message: Message) -> bool:
        """Record what a person sent; False, and nothing done, if it was recorded before.

        Where the conversation begins with it, that is written first: `WritingSession` says why.
        """
        if self._in_loop is not None:
            self._in_loop.flush()
        statement = insert_unless_there(
            self._session, Message, "provider", "provider_id", where="provider_id IS NOT NULL"
        )
        is_new = await self._insert_now(statement, message)
        if is_new:
            Search(self._session).index_message(message)
        return is_new

    def add(self, message: Message) -> Message:
        """As everywhere; the person can from then on be found by its words."""
        Search(self._session).index_message(message)
        return super().add(message)

    def write(self, message: Message) -> Message:
        """As everywhere; the person can from then on be found by its words."""
        Search(self._session).index_message(message)
        return super().write(message)

    async def of_conversation(
        self, conversation_id: str, limit: int = 100, before: str | None = None
    ) -> list[Message]:
        """The latest messages (before the message `before`), in the order of being made."""
        return await self._latest(Message.conversation_id == conversation_id, limit, before)

    async def of_patient(
        self, patient_id: str, limit: int = 100, before: str | None = None
    ) -> list[Message]:
        """The same over all conversations of a patient."""
        return await self._latest(Message.patient_id == patient_id, limit, before)

    async def after(self, conversation_id: str, message_id: str) -> Sequence[Message]:
        """What was made since a message, in order: what a live page has not shown yet."""
        query = select(Message).where(
            Message.conversation_id == conversation_id, Message.id > message_id
        )
        return (await self._session.scalars(query.order_by(Message.id))).all()

    async def move_status(
        self,
        message_id: str,
        new_status: MessageStatus,
        reason: str | None,
        at: datetime,
        *,
        provider_id: str | None = None,
    ) -> bool:
        """Move forward only, in one statement; False if the status is there or past it."""
        values: dict[str, Any] = {"status": new_status, "reason": reason, "updated_at": at}
        if provider_id is not None:
            values["provider_id"] = provider_id
        if self._in_loop is not None:
            return await self._move_in_loop(self._in_loop, message_id, values)
        moved = await self._session.scalar(
            update(Message)
            .where(Message.id == message_id, Message.status.in_(PREDECESSORS[new_status]))
            .values(values)
            .returning(Message.id)
        )
        return moved is not None

    async def _move_in_loop(
        self, in_loop: WritingSession, message_id: str, values: dict[str, Any]
    ) -> bool:
        """The same on SQLite, where nobody else writes between looking and changing."""
        message = await self.get(message_id)
        if message is None or message.status not in PREDECESSORS[values["status"]]:
            return False
        for name, value in values.items():
            setattr(message, name, value)
        in_loop.flush()
        return True

    async def mark_retried(self, message_id: str, retried_as: str) -> bool:
        """Say what stands for a text from now on; False if that was said before."""
        marked = await self._session.scalar(
            update(Message)
            .where(Message.id == message_id, Message.retried_as.is_(None))
            .values(retried_as=retried_as)
            .returning(Message.id)
        )
        return marked is not None

    async def keep_owner_version(
        self, patient_id: str, owner: tuple[str, str], was: int, version: int
    ) -> None:
        """What this person was told of an owner, or is still to be told, is as true of its new
        version."""
        for model in (Message, Outbox):  # in the order in which everybody takes them
            await self._session.execute(
                update(model)
                .where(
                    model.patient_id == patient_id,
                    model.owner_type == owner[0],
                    model.owner_id == owner[1],
                    model.owner_version == was,
                )
                .values(owner_version=version)
                .execution_options(synchronize_session=False)
            )

    async def lock(self, message_id: str) -> Message | None:
        """The message as it is now, locked until the unit ends."""
        return await self._session.scalar(
            select(Message)
            .where(Message.id == message_id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )

    async def by_provider_id(self, provider: Provider, provider_id: str) -> Message | None:
        """The message a receipt speaks of, locked until the unit ends."""
        return await self._session.scalar(
            select(Message)
            .where(Message.provider == provider, Message.provider_id == provider_id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )

    async def patient_of(
        self, provider: Provider, provider_id: str, message_id: str | None
    ) -> str | None:
        """Whose text a receipt speaks of, by the carrier's id or by ours; nothing is locked."""
        of_carrier = and_(Message.provider == provider, Message.provider_id == provider_id)
        return await self._session.scalar(
            select(Message.patient_id).where(or_(of_carrier, Message.id == message_id)).limit(1)
        )

    async def ids_of_others(
        self, provider: Provider, provider_ids: Sequence[str], message_id: str
    ) -> set[str]:
        """Which of the carrier's ids belong to another message of ours than this one."""
        found = await self._session.scalars(
            select(Message.provider_id).where(
                Message.provider == provider,
                Message.provider_id.in_(provider_ids),
                Message.id != message_id,
            )
        )
        return {provider_id for provider_id in found if provider_id is not None}

    async def _latest(self, condition: Any, limit: int, before: str | None) -> list[Message]:
        query = select(Message).where(condition)
        if before is not None:
            query = query.where(Message.id < before)
        latest = await self._session.scalars(query.order_by(Message.id.desc()).limit(limit))
        return list(reversed(latest.all()))
