"""The inbox: unseen risk on top, then what is urgent, then by how long people have waited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select

from storage.models import Conversation, Need, Patient, Referral, RiskFlag, Staff
from storage.unit_of_work import UnitOfWork

NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxFilter:
    """`owner` is a staff id or NOBODY; `status` None is every one but closed."""

    practice_ids: tuple[str, ...]
    now: datetime
    status: str | None = None
    need: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """`unseen_risk_at` is when the oldest risk was raised that nobody has seen."""

    referral: Referral
    patient: Patient
    conversation: Conversation
    needs: tuple[str, ...]
    owner_name: str | None
    unseen_risk_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenRisk:
    referral_id: str
    raised_at: datetime
    time_shift_seconds: int
    count: int


async def inbox(
    uow: UnitOfWork, chosen: InboxFilter, *, limit: int, skip: int = 0
) -> list[InboxRow]:
    """The rows `skip` to `skip + limit` of the inbox, in two statements."""
    unseen = (
        select(RiskFlag.referral_id, func.min(RiskFlag.raised_at).label("raised_at"))
        .where(RiskFlag.practice_id.in_(chosen.practice_ids), RiskFlag.seen_at.is_(None))
        .group_by(RiskFlag.referral_id)
        .subquery()
    )
    raised_at = unseen.c.raised_at
    query = (
        select(Referral, Patient, Conversation, Staff.name, raised_at)
        .join(Patient, Patient.id == Referral.patient_id)
        .join(Conversation, Conversation.id == Referral.conversation_id)
        .outerjoin(Staff, Staff.id == func.coalesce(Conversation.owner_id, Referral.assigned_to))
        .outerjoin(unseen, unseen.c.referral_id == Referral.id)
        .order_by(_rank(raised_at), _since(raised_at), Referral.id)
    )
    found = (await uow.session.execute(_filtered(query, chosen).limit(limit).offset(skip))).all()
    needs = await _needs(uow, [row[0].id for row in found])
    return [
        InboxRow(
            referral=referral,
            patient=patient,
            conversation=conversation,
            needs=tuple(needs[referral.id]),
            owner_name=owner,
            unseen_risk_at=raised,
        )
        for referral, patient, conversation, owner, raised in found
    ]


async def inbox_counts(uow: UnitOfWork, practice_ids: Sequence[str]) -> dict[str, int]:
    """How many referrals of these practices are in each status but closed."""
    rows = await uow.session.execute(
        select(Referral.status, func.count())
        .where(Referral.practice_id.in_(practice_ids), Referral.status != "closed")
        .group_by(Referral.status)
    )
    return {str(status): int(count) for status, count in rows}


async def oldest_unseen_risk(uow: UnitOfWork, practice_ids: Sequence[str]) -> UnseenRisk | None:
    """The risk that has waited longest for a person's eyes, and how many do; None if none."""
    unseen = and_(RiskFlag.practice_id.in_(practice_ids), RiskFlag.seen_at.is_(None))
    row = (
        await uow.session.execute(
            select(RiskFlag, Patient.time_shift_seconds)
            .join(Referral, Referral.id == RiskFlag.referral_id)
            .join(Patient, Patient.id == Referral.patient_id)
            .where(unseen)
            .order_by(RiskFlag.raised_at)
            .limit(1)
        )
    ).first()
    if row is None:
        return None
    count = await uow.session.scalar(
        select(func.count(func.distinct(RiskFlag.referral_id))).where(unseen)
    )
    return UnseenRisk(
        referral_id=row[0].referral_id,
        raised_at=row[0].raised_at,
        time_shift_seconds=row[1],
        count=count or 1,
    )


def _rank(raised_at: ColumnElement[Any]) -> ColumnElement[int]:
    return case(
        (raised_at.is_not(None), 0),
        (Referral.status == "closed", 9),
        (Referral.priority.in_(("emergency", "crisis")), 1),
        (Referral.attention == "worse", 2),
        (Referral.priority == "urgent", 3),
        (Referral.attention.is_not(None), 4),
        (Referral.status == "collecting", 6),
        else_=5,
    )


def _since(raised_at: ColumnElement[Any]) -> ColumnElement[datetime]:
    """Since when this has waited, whatever for: the longest wait comes first in its rank."""
    return func.coalesce(
        raised_at, Referral.attention_at, Referral.waiting_since, Referral.created_at
    )


def _filtered(query: Select[Any], chosen: InboxFilter) -> Select[Any]:
    query = query.where(Referral.practice_id.in_(chosen.practice_ids))
    if chosen.status is None:
        query = query.where(
            Referral.status != "closed",
            or_(Referral.snoozed_until.is_(None), Referral.snoozed_until <= chosen.now),
        )
    else:
        query = query.where(Referral.status == chosen.status)
    if chosen.need is not None:
        label = chosen.need
        query = query.where(exists().where(Need.referral_id == Referral.id, Need.label == label))
    owner = func.coalesce(Conversation.owner_id, Referral.assigned_to)
    if chosen.owner == NOBODY:
        query = query.where(owner.is_(None))
    elif chosen.owner is not None:
        query = query.where(owner == chosen.owner)
    return query


async def _needs(uow: UnitOfWork, referral_ids: Sequence[str]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    rows = await uow.session.execute(
        select(Need.referral_id, Need.label)
        .where(Need.referral_id.in_(referral_ids))
        .order_by(Need.id)
    )
    for referral_id, label in rows:
        grouped[referral_id].append(label)
    return grouped
