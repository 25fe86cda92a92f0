from __future__ import annotations

from typing import TypeAlias

from sqlalchemy import Select, and_, select

from storage.models import Conversation, Patient, Referral
from storage.repositories.repository import Repository
from storage.types import keyring_of

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
        return await self._one(_threads().where(Patient.id == patient_id, Conversation.is_live))

    async def with_patient_and_referral(self, conversation_id: str) -> Thread | None:
        """The same three for a conversation, live or not."""
        return await self._one(_threads().where(Conversation.id == conversation_id))

    async def thread_by_contact(
        self, practice_id: str, contact: str
    ) -> tuple[Patient, Conversation | None, Referral | None] | None:
        """Whoever is at this address, with live conversation and referral where there are any."""
        fingerprints = keyring_of(self._session.get_bind().dialect).fingerprints(contact)
        query = (
            select(Patient, Conversation, Referral)
            .outerjoin(
                Conversation, and_(Conversation.patient_id == Patient.id, Conversation.is_live)
            )
            .outerjoin(Referral, Referral.conversation_id == Conversation.id)
            .where(
                Patient.practice_id == practice_id,
                Patient.contact_fingerprint.in_(fingerprints),
            )
        )
        found = (await self._session.execute(query)).one_or_none()
        return found._tuple() if found else None

    async def _one(self, query: Select[Patient, Conversation, Referral]) -> Thread | None:
        # What was read before the person's lane was taken may be out of date by now.
        fresh = query.execution_options(populate_existing=True)
        found = (await self._session.execute(fresh)).one_or_none()
        return found._tuple() if found else None


def _threads() -> Select[Patient, Conversation, Referral]:
    return (
        select(Patient, Conversation, Referral)
        .join(Conversation, Conversation.patient_id == Patient.id)
        .join(Referral, Referral.conversation_id == Conversation.id)
    )
