from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select

from storage.models import Conversation, Patient, Referral
from storage.repositories.inbox import InboxPage, InboxRow, inbox, rows_of
from storage.repositories.inbox_filter import InboxFilter, Place
from storage.repositories.inbox_queue import queue
from storage.repositories.prepared import Prepared
from storage.repositories.referral_details import ReferralDetails, with_details
from storage.repositories.repository import Repository

_NOT_LONG = timedelta(hours=2)
"""However many are half-told, those are few: an index holds them by when they began."""


class Referrals(Repository[Referral]):
    model = Referral

    async def of_conversation(self, conversation_id: str) -> Referral | None:
        """The one referral that a conversation is about."""
        return await self._session.scalar(
            select(Referral).where(Referral.conversation_id == conversation_id)
        )

    async def of_patient(self, patient_id: str) -> Sequence[Referral]:
        """Every referral of a patient, newest first."""
        return await self._read(_OF_PATIENT, {"patient_id": patient_id})

    async def ahead_of(self, referral: Referral, since: datetime, until: datetime) -> int:
        """How many half-told referrals of its practice began before this one, not long ago, of
        people who wrote in [since, until]; counted up to a hundred."""
        values = {
            "practice_id": referral.practice_id,
            "id": referral.id,
            "not_before": since - _NOT_LONG,
            "since": since,
            "until": until,
        }
        (ahead,) = await self._column(_AHEAD_OF, values)
        return int(ahead)

    async def case_file(
        self, practice_id: str, referral_id: str
    ) -> tuple[Patient, Conversation, Referral] | None:
        """A practice's referral with patient and conversation, read behind the person's lock."""
        if self._is_postgresql:
            owner = select(Referral.patient_id).where(Referral.id == referral_id)
            await self._session.execute(
                select(Patient.id)
                .where(Patient.id == owner.scalar_subquery(), Patient.practice_id == practice_id)
                .with_for_update(key_share=True)
            )
        query = (
            select(Patient, Conversation, Referral)
            .join(Referral, Referral.patient_id == Patient.id)
            .join(Conversation, Conversation.id == Referral.conversation_id)
            .where(Referral.id == referral_id, Referral.practice_id == practice_id)
            .execution_options(populate_existing=True)
        )
        found = (await self._session.execute(query)).one_or_none()
        return found

    async def inbox(
        self,
        practice_ids: Sequence[str],
        now: datetime,
        *,
        limit: int = 50,
        after: Place | None = None,
        **filters: Any,
    ) -> InboxPage:
        """A page of the queue in the order people should be met; `filters` are InboxFilter's.

        Six statements however many rows. Without `status`: all that is not closed, and not a
        half-told referral that needs nobody, and not snoozed at `now`. Unseen crisis or
        emergency is always there.
        """
        wanted = InboxFilter(practice_ids=tuple(practice_ids), now=now, **filters)
        return await inbox(self._session, wanted, limit=limit, after=after)

    async def places(
        self, practice_ids: Sequence[str], now: datetime, *, limit: int
    ) -> list[Place]:
        """The order of the inbox alone, in one statement."""
        wanted = InboxFilter(practice_ids=tuple(practice_ids), now=now)
        return await queue(self._session, wanted, limit=limit)

    async def rows(self, referral_ids: Sequence[str], now: datetime) -> tuple[InboxRow, ...]:
        """These referrals as rows of the inbox, in this order; five statements."""
        return await rows_of(self._session, referral_ids, now)

    async def with_details(
        self, referral_id: str, practice_ids: Sequence[str] | None = None
    ) -> ReferralDetails | None:
        """One referral with all that is known of it, if it belongs to one of the practices."""
        found = await with_details(self._session, [referral_id])
        if not found or (
            practice_ids is not None and found[0].referral.practice_id not in practice_ids
        ):
            return None
        return found[0]


# Made once: whoever is offered a time asks the second.
_OF_PATIENT = Prepared(
    Referral,
    lambda found: found.where(Referral.patient_id == bindparam("patient_id")).order_by(
        Referral.id.desc()
    ),
)
_AHEAD_OF = select(func.count()).select_from(
    select(Referral.id)
    .join(Conversation, Conversation.id == Referral.conversation_id)
    .where(
        Referral.practice_id == bindparam("practice_id"),
        Referral.created_at >= bindparam("not_before"),
        Referral.status == literal_column("'collecting'"),
        Referral.id < bindparam("id"),
        Conversation.last_inbound_at.between(bindparam("since"), bindparam("until")),
    )
    .limit(literal_column("100"))
    .subquery()
)
