"""What is kept only for a while and is nobody's record: how a text was read, sign-ins, and what a
carrier calls the texts of who was erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import (
    Conversation,
    LegalHold,
    Message,
    Patient,
    Presence,
    Referral,
    SignInFailure,
    StaffLink,
    StaffSession,
    TurnEvents,
)
from storage.models.patient import ERASED
from storage.repositories.legal_holds import holds_at


class PassingTraces:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def steps_past(self, before: datetime, now: datetime) -> int:
        """How many turns older than that still tell what was read from a text."""
        return await self._count(_old_steps(before, now))

    async def clear_steps(self, before: datetime, now: datetime, *, limit: int) -> dict[str, int]:
        """Clear the details of up to `limit` of them; how many of each practice."""
        rows = (await self._session.execute(_old_steps(before, now).limit(limit))).all()
        await self._session.execute(
            update(TurnEvents)
            .where(TurnEvents.id.in_([id for id, _ in rows]))
            .values(details=None)
            .execution_options(synchronize_session=False)
        )
        practices = [practice for _, practice in rows]
        return {practice: practices.count(practice) for practice in dict.fromkeys(practices)}

    async def sign_ins_past(self, before: datetime) -> int:
        """How many rows about signing in ended before then."""
        return sum(
            [
                await self._count(select(*_key(model)).where(is_old))
                for model, is_old in _signing_in(before)
            ]
        )

    async def clear_sign_ins(self, before: datetime, *, limit: int) -> int:
        """Delete up to `limit` of each kind; how many it were."""
        gone = 0
        for model, is_old in _signing_in(before):
            key = _key(model)[0]
            ids = select(key).where(is_old).limit(limit)
            done: Any = await self._session.execute(delete(model).where(key.in_(ids), is_old))
            gone += done.rowcount
        return gone

    async def clear_carrier_ids(self, before: datetime, *, limit: int) -> int:
        """Clear the carrier's ids of up to `limit` texts older than that of people who were erased;
        how many it were."""
        ids = (
            select(Message.id)
            .join(Patient, Patient.id == Message.patient_id)
            .where(
                Patient.unreachable_reason == ERASED,
                Message.provider_id.is_not(None),
                Message.at < before,
            )
            .limit(limit)
        )
        done: Any = await self._session.execute(
            update(Message)
            .where(Message.id.in_(ids))
            .values(provider_id=None)
            .execution_options(synchronize_session=False)
        )
        return int(done.rowcount)

    async def _count(self, query: Any) -> int:
        found = await self._session.scalar(select(func.count()).select_from(query.subquery()))
        return found or 0


def _old_steps(before: datetime, now: datetime) -> Any:
    """Id and practice of turns with details, of nobody whose record is open or held."""
    is_open = exists().where(
        Referral.conversation_id == TurnEvents.conversation_id, Referral.status != "closed"
    )
    is_held = exists().where(
        Conversation.id == TurnEvents.conversation_id,
        LegalHold.patient_id == Conversation.patient_id,
        holds_at(now),
    )
    return (
        select(TurnEvents.id, TurnEvents.practice_id)
        .where(TurnEvents.at < before, TurnEvents.details.is_not(None), ~is_open, ~is_held)
        .order_by(TurnEvents.id)
    )


def _signing_in(before: datetime) -> list[tuple[Any, Any]]:
    return [
        (SignInFailure, SignInFailure.at < before),
        (StaffSession, StaffSession.expires_at < before),
        (StaffLink, StaffLink.expires_at < before),
        (Presence, Presence.at < before),
    ]


def _key(model: Any) -> list[Any]:
    return list(model.__table__.primary_key.columns)
