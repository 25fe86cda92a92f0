"""The link worker's queue: who should be met first, and what a row of it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

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
from storage.models.referral import ReferralStatus
from storage.repositories.referral_details import by_referral
from storage.repositories.referral_filters import has_need, is_with

GRAVE = ("emergency", "crisis")


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxFilter:
    practice_ids: tuple[str, ...]
    now: datetime
    need: str | None = None
    mine: str | None = None
    status: ReferralStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    referral: Referral
    patient: Patient
    conversation: Conversation
    needs: tuple[Need, ...]
    unseen_risk_since: datetime | None
    """When the oldest emergency or crisis that nobody has seen was raised."""
    next_appointment: Appointment | None
    last_message: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    rows: tuple[InboxRow, ...]
    total: int
    """How many rows there are on all pages; 0 on a page behind the last."""


async def inbox(
    session: AsyncSession, wanted: InboxFilter, *, limit: int, offset: int
) -> InboxPage:
    """Four statements, whatever the length of the list."""
    found = (await session.execute(_queue(wanted).limit(limit).offset(offset))).all()
    if not found:
        return InboxPage(rows=(), total=0)
    needs = await by_referral(session, Need, [row[0].id for row in found])
    appointments = await _next_appointments(session, [row[1].id for row in found], wanted.now)
    messages = await _last_messages(session, [row[2].id for row in found])
    rows = tuple(
        InboxRow(
            referral=referral,
            patient=patient,
            conversation=conversation,
            needs=tuple(needs[referral.id]),
            unseen_risk_since=unseen_since,
            next_appointment=appointments.get(patient.id),
            last_message=messages.get(conversation.id),
        )
        for referral, patient, conversation, unseen_since, _ in found
    )
    return InboxPage(rows=rows, total=found[0][4])


def _queue(wanted: InboxFilter) -> Select[Any]:
    unseen = _unseen_grave_risk(wanted.practice_ids)
    return (
        select(Referral, Patient, Conversation, unseen.c.since, func.count().over())
        .join(Patient, Patient.id == Referral.patient_id)
        .join(Conversation, Conversation.id == Referral.conversation_id)
        .outerjoin(unseen, unseen.c.referral_id == Referral.id)
        .where(Referral.practice_id.in_(wanted.practice_ids), *_conditions(wanted, unseen))
        .order_by(
            _tier(unseen),
            unseen.c.since,
            func.coalesce(Referral.waiting_since, Referral.created_at),
            Referral.id,
        )
    )


def _unseen_grave_risk(practice_ids: Sequence[str]) -> Subquery:
    return (
        select(RiskFlag.referral_id, func.min(RiskFlag.raised_at).label("since"))
        .where(
            RiskFlag.practice_id.in_(practice_ids),
            RiskFlag.seen_at.is_(None),
            RiskFlag.level.in_(GRAVE),
        )
        .group_by(RiskFlag.referral_id)
        .subquery()
    )


def _conditions(wanted: InboxFilter, unseen: Subquery) -> list[ColumnElement[bool]]:
    conditions = [_in_status(wanted, unseen)]
    if wanted.need is not None:
        conditions.append(has_need(wanted.need))
    if wanted.mine is not None:
        conditions.append(is_with(wanted.mine))
    return conditions


def _in_status(wanted: InboxFilter, unseen: Subquery) -> ColumnElement[bool]:
    if wanted.status is not None:
        return Referral.status == wanted.status
    needs_somebody = or_(Referral.status != "collecting", Referral.attention.is_not(None))
    is_snoozed = func.coalesce(Referral.snoozed_until > wanted.now, false())
    is_current = and_(Referral.status != "closed", needs_somebody, ~is_snoozed)
    return or_(is_current, unseen.c.since.is_not(None))


def _tier(unseen: Subquery) -> ColumnElement[int]:
    is_urgent = or_(Referral.attention == "worse", Referral.priority != "routine")
    return case((unseen.c.since.is_not(None), 0), (func.coalesce(is_urgent, false()), 1), else_=2)


async def _next_appointments(
    session: AsyncSession, patient_ids: Sequence[str], now: datetime
) -> dict[str, Appointment]:
    query = (
        select(Appointment)
        .where(
            Appointment.patient_id.in_(patient_ids),
            Appointment.status.in_(LIVE_STATUSES),
            Appointment.ends_at > now,
        )
        .order_by(Appointment.starts_at.desc(), Appointment.id)
    )
    return {one.patient_id: one for one in await session.scalars(query) if one.patient_id}


async def _last_messages(
    session: AsyncSession, conversation_ids: Sequence[str]
) -> dict[str, Message]:
    latest = (
        select(func.max(Message.id))
        .where(Message.conversation_id.in_(conversation_ids))
        .group_by(Message.conversation_id)
    )
    found = await session.scalars(select(Message).where(Message.id.in_(latest)))
    return {message.conversation_id: message for message in found}
