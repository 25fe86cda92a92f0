from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from storage.models import Message, Patient, TriageFeedback
from storage.repositories.repository import Repository


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRow:
    """A person's word on a text, with the text and who wrote it."""

    feedback: TriageFeedback
    message: Message
    patient: Patient


class TriageFeedbackRows(Repository[TriageFeedback]):
    model = TriageFeedback

    async def of_message(self, message_id: str) -> Sequence[TriageFeedback]:
        """In the order of being given."""
        query = select(TriageFeedback).where(TriageFeedback.message_id == message_id)
        return (await self._session.scalars(query.order_by(TriageFeedback.id))).all()

    async def of_referral(self, referral_id: str) -> Sequence[TriageFeedback]:
        """In the order of being given."""
        query = select(TriageFeedback).where(TriageFeedback.referral_id == referral_id)
        return (await self._session.scalars(query.order_by(TriageFeedback.id))).all()

    async def of_practice(self, practice_id: str) -> list[FeedbackRow]:
        """All of a practice's, in the order of being given."""
        rows = await self._session.execute(
            select(TriageFeedback, Message, Patient)
            .join(Message, Message.id == TriageFeedback.message_id)
            .join(Patient, Patient.id == Message.patient_id)
            .where(TriageFeedback.practice_id == practice_id)
            .order_by(TriageFeedback.id)
        )
        return [
            FeedbackRow(feedback=feedback, message=message, patient=patient)
            for feedback, message, patient in rows
        ]
