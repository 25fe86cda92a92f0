"""What stands above the inbox: how many people are in it, and the oldest unseen risk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from storage.models import Patient, Referral, RiskFlag
from storage.repositories.inbox import GRAVE
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenRisk:
    """`raised_at` is on the clock of a person that is `time_shift_seconds` ahead."""

    referral_id: str
    raised_at: datetime
    time_shift_seconds: int
    count: int


async def inbox_counts(uow: UnitOfWork, practice_ids: Sequence[str]) -> dict[str, int]:
    """How many referrals of these practices are in each status but closed."""
    rows = await uow.session.execute(
        select(Referral.status, func.count())
        .where(Referral.practice_id.in_(practice_ids), Referral.status != "closed")
        .group_by(Referral.status)
    )
    return {str(status): int(count) for status, count in rows}


async def oldest_unseen_risk(uow: UnitOfWork, practice_ids: Sequence[str]) -> UnseenRisk | None:
    """The grave risk that has waited longest for a person's eyes; `count` people have one."""
    unseen = and_(
        RiskFlag.practice_id.in_(practice_ids),
        RiskFlag.seen_at.is_(None),
        RiskFlag.level.in_(GRAVE),
    )
    row = (
        await uow.session.execute(
            select(RiskFlag.referral_id, RiskFlag.raised_at, Patient.time_shift_seconds)
            .join(Referral, Referral.id == RiskFlag.referral_id)
            .join(Patient, Patient.id == Referral.patient_id)
            .where(unseen)
            .order_by(RiskFlag.raised_at, RiskFlag.id)
            .limit(1)
        )
    ).first()
    if row is None:
        return None
    count = await uow.session.scalar(
        select(func.count(func.distinct(RiskFlag.referral_id))).where(unseen)
    )
    return UnseenRisk(
        referral_id=row[0], raised_at=row[1], time_shift_seconds=row[2], count=count or 1
    )
