"""The link worker's queue: who should be met first, and what a row of it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from storage.models import (
    Appointment,
    Conversation,
    Message,
    Need,
    Patient,
    Referral,
    RiskFlag,
)
from storage.models.appointment import LIVE_STATUSES
from storage.models.message import Direction
from storage.repositories.inbox_conditions import is_unseen_and_grave
from storage.repositories.inbox_filter import InboxFilter, Place
from storage.repositories.inbox_queue import queue


@dataclass(frozen=True, slots=True)
class LastMessage:
    """A message without what it says: rows of a list read nobody's words."""

    id: str
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """`conversation` comes without its state and `referral` without its summary."""

    referral: Referral
    patient: Patient
    conversation: Conversation
    needs: tuple[str, ...]
    unseen_risk_since: datetime | None
    """When the oldest emergency or crisis that nobody has seen was raised."""
    risk_escalated_at: datetime | None
    """When that was passed on because nobody had looked."""
    next_appointment: Appointment | None
    last_message: LastMessage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """`next` is where the following page begins; None on the last."""

    rows: tuple[InboxRow, ...]
    next: Place | None


async def inbox(
    session: AsyncSession, wanted: InboxFilter, *, limit: int, after: Place | None = None
) -> InboxPage:
    """Six statements, whatever the length of the list."""
    places = await queue(session, wanted, limit=limit + 1, after=after)
    rows = await rows_of(session, [one.id for one in places[:limit]], wanted.now)
    return InboxPage(rows=rows, next=places[limit - 1] if len(places) > limit else None)


async def rows_of(
    session: AsyncSession, referral_ids: Sequence[str], now: datetime
) -> tuple[InboxRow, ...]:
    """The rows of these referrals, in their order; five statements, none for no ids."""
    if not referral_ids:
        return ()
    heads = await _heads(session, referral_ids)
    found = [heads[id] for id in referral_ids if id in heads]
    needs = await _needs(session, referral_ids)
    appointments = await _next_appointments(session, [row[1] for row in found], now)
    messages = await _last_messages(session, [row[2].id for row in found])
    risks = await _unseen_risks(session, referral_ids)
    return tuple(
        InboxRow(
            referral=referral,
            patient=patient,
            conversation=conversation,
            needs=tuple(needs.get(referral.id, ())),
            unseen_risk_since=risks.get(referral.id, (None, None))[0],
            risk_escalated_at=risks.get(referral.id, (None, None))[1],
            next_appointment=appointments.get(patient.id),
            last_message=messages.get(conversation.id),
        )
        for referral, patient, conversation in found
    )


async def _heads(session: AsyncSession, referral_ids: Sequence[str]) -> dict[str, Any]:
    query = (
        select(Referral, Patient, Conversation)
        .join(Patient, Patient.id == Referral.patient_id)
        .join(Conversation, Conversation.id == Referral.conversation_id)
        .where(Referral.id.in_(referral_ids))
        .options(defer(Conversation.state, raiseload=True), defer(Referral.summary, raiseload=True))
    )
    return {row[0].id: row for row in await session.execute(query)}


async def _needs(session: AsyncSession, referral_ids: Sequence[str]) -> dict[str, list[str]]:
    query = select(Need.referral_id, Need.label).where(Need.referral_id.in_(referral_ids))
    found: dict[str, list[str]] = {}
    for referral_id, label in await session.execute(query.order_by(Need.id)):
        found.setdefault(referral_id, []).append(label)
    return found


async def _next_appointments(
    session: AsyncSession, patients: Sequence[Patient], now: datetime
) -> dict[str, Appointment]:
    """By patient; what is over on a person's own clock, which may be ahead, is not to come."""
    theirs = {one.id: now + one.clock_shift for one in patients}
    query = (
        select(Appointment)
        .where(
            Appointment.patient_id.in_(theirs),
            Appointment.status.in_(LIVE_STATUSES),
            Appointment.ends_at > now,
        )
        .order_by(Appointment.starts_at.desc(), Appointment.id)
    )
    return {
        one.patient_id: one
        for one in await session.scalars(query)
        if one.patient_id and one.ends_at > theirs[one.patient_id]
    }


async def _last_messages(
    session: AsyncSession, conversation_ids: Sequence[str]
) -> dict[str, LastMessage]:
    # One step into the index for each conversation; grouping would read all of its messages.
    latest = select(func.max(Message.id)).where(Message.conversation_id == Conversation.id)
    ids = select(latest.correlate(Conversation).scalar_subquery()).where(
        Conversation.id.in_(conversation_ids)
    )
    query = select(Message.conversation_id, Message.id, Message.direction)
    found = await session.execute(query.where(Message.id.in_(ids)))
    return {thread: LastMessage(id, direction) for thread, id, direction in found}


async def _unseen_risks(
    session: AsyncSession, referral_ids: Sequence[str]
) -> dict[str, tuple[datetime, datetime | None]]:
    query = (
        select(RiskFlag.referral_id, func.min(RiskFlag.raised_at), func.min(RiskFlag.escalated_at))
        .where(RiskFlag.referral_id.in_(referral_ids), is_unseen_and_grave())
        .group_by(RiskFlag.referral_id)
    )
    return {id: (raised, escalated) for id, raised, escalated in await session.execute(query)}
