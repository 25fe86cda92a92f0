from __future__ import annotations

from typing import TypeAlias

from sqlalchemy import bindparam, select

from storage.models import Conversation, Patient, Referral
from storage.repositories.repository import Repository

Thread: TypeAlias = tuple[Patient, Conversation, Referral]


class Conversations(Repository[Conversation]):
    model = Conversation

    async def live_for(self, patient_id: str) -> Conversation | None:
        """The patient's live conversation."""
        return await self._session.scalar(
            select(Conversation).where(Conversation.patient_id == patient_id, Conversation.is_live)
        )

    async def thread(self, patient_id: str) -> Thread | None:
        """Patient, live conversation and its referral in one query; None without all three."""
        found = await self._session.execute(_LIVE_THREAD, {"patient_id": patient_id})
        row = found.one_or_none()
        return row

    async def last_over(self, patient_id: str) -> Thread | None:
        """The same three of the conversation that ended last."""
        found = await self._session.execute(_LAST_OVER, {"patient_id": patient_id})
        return found.one_or_none()

    async def with_patient_and_referral(self, conversation_id: str) -> Thread | None:
        """The same three for a conversation, live or not."""
        found = await self._session.execute(_THREAD, {"conversation_id": conversation_id})
        row = found.one_or_none()
        return row


# Made once, because a turn reads one of these first and building a join takes longer than SQLite
# takes to answer it. What was read before the person's lane was taken may be out of date, hence
# populate_existing.
_THREADS = (
    select(Patient, Conversation, Referral)
    .join(Conversation, Conversation.patient_id == Patient.id)
    .join(Referral, Referral.conversation_id == Conversation.id)
    .execution_options(populate_existing=True)
)
_LIVE_THREAD = _THREADS.where(Patient.id == bindparam("patient_id"), Conversation.is_live)
_LAST_OVER = (
    _THREADS.where(Patient.id == bindparam("patient_id"), ~Conversation.is_live)
    .order_by(Conversation.ended_at.desc(), Conversation.id.desc())
    .limit(1)
)
_THREAD = _THREADS.where(Conversation.id == bindparam("conversation_id"))
