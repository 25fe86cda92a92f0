"""Counts without people, for reports: demand, waits, attendance, check-ins, texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from storage.models import Appointment, CheckIn, Message, Need, Referral
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts since a day. `median_wait` is from referral to the first human, None if nobody."""

    referrals: int
    by_status: dict[str, int]
    by_need: dict[str, int]
    by_risk: dict[str, int]
    median_wait: timedelta | None
    met_by_human: int
    appointments: dict[str, int]
    check_ins: dict[str, int]
    texts_out: int
    segments_out: int


async def figures(uow: UnitOfWork, practice_ids: Sequence[str], since: datetime) -> Figures:
    """The figures of these practices for referrals and events from `since` on."""
    mine = (Referral.practice_id.in_(practice_ids), Referral.created_at >= since)
    by_status = await _counts(
        uow, select(Referral.status, func.count()).where(*mine).group_by(Referral.status)
    )
    by_risk = await _counts(
        uow, select(Referral.risk, func.count()).where(*mine).group_by(Referral.risk)
    )
    by_need = await _counts(
        uow,
        select(Need.label, func.count())
        .join(Referral, Referral.id == Need.referral_id)
        .where(*mine)
        .group_by(Need.label),
    )
    waits = await _waits(uow, mine)
    texts, parts = await _texts(uow, practice_ids, since)
    return Figures(
        referrals=sum(by_status.values()),
        by_status=by_status,
        by_need=by_need,
        by_risk=by_risk,
        median_wait=timedelta(seconds=median(waits)) if waits else None,
        met_by_human=len(waits),
        appointments=await _appointments(uow, practice_ids, since),
        check_ins=await _check_ins(uow, practice_ids, since),
        texts_out=texts,
        segments_out=parts,
    )


async def _waits(uow: UnitOfWork, mine: Sequence[ColumnElement[bool]]) -> list[float]:
    """Seconds from each referral to its first human, for those who have met one."""
    rows = await uow.session.execute(
        select(Referral.created_at, Referral.first_human_at).where(
            *mine, Referral.first_human_at.is_not(None)
        )
    )
    return [(met - made).total_seconds() for made, met in rows if met is not None]


async def _appointments(
    uow: UnitOfWork, practice_ids: Sequence[str], since: datetime
) -> dict[str, int]:
    return await _counts(
        uow,
        select(Appointment.status, func.count())
        .where(Appointment.practice_id.in_(practice_ids), Appointment.starts_at >= since)
        .group_by(Appointment.status),
    )


async def _check_ins(
    uow: UnitOfWork, practice_ids: Sequence[str], since: datetime
) -> dict[str, int]:
    """Answers by what was said; a check-in without one counts as "no answer", never "better"."""
    said = func.coalesce(CheckIn.answer, "no_answer")
    return await _counts(
        uow,
        select(said, func.count())
        .where(
            CheckIn.practice_id.in_(practice_ids),
            CheckIn.sent_at >= since,
            CheckIn.status.in_(("sent", "answered", "unanswered")),
        )
        .group_by(said),
    )


async def _texts(uow: UnitOfWork, practice_ids: Sequence[str], since: datetime) -> tuple[int, int]:
    row = (
        await uow.session.execute(
            select(func.count(), func.coalesce(func.sum(Message.segments), 0)).where(
                Message.practice_id.in_(practice_ids),
                Message.direction == "out",
                Message.status.in_(("sent", "delivered", "undelivered")),
                Message.at >= since,
            )
        )
    ).one()
    return int(row[0]), int(row[1])


async def _counts(uow: UnitOfWork, query: Select[Any, Any]) -> dict[str, int]:
    return {str(name): int(count) for name, count in await uow.session.execute(query)}
