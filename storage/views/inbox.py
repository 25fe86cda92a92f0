"""What stands above the inbox: how many people are in each view, and the oldest unseen risk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all

from storage.models import Conversation, Patient, Referral, RiskFlag
from storage.models.queue_order import HAS_NO_UNREAD, HAS_UNREAD, IS_LIVE, IS_PUT_OFF
from storage.repositories.inbox_conditions import (
    MINE,
    NOW,
    PRACTICES,
    has_unseen_risk,
    is_nobodys,
    is_unseen_and_grave,
    needs_somebody,
)
from storage.unit_of_work import UnitOfWork

MOST_COUNTED: Final = 100
"""Counting stops here: who reads "99+" knows enough, and the page stays quick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenRisk:
    """Times are on the clock of a person that is `time_shift_seconds` ahead."""

    referral_id: str
    raised_at: datetime
    escalated_at: datetime | None
    time_shift_seconds: int
    count: int


async def inbox_counts(
    uow: UnitOfWork, practice_ids: Sequence[str], staff_id: str, now: datetime
) -> dict[str, int]:
    """How many referrals stand in each view, counted up to MOST_COUNTED; one statement."""
    values = {"practices": list(practice_ids), "mine": staff_id, "now": now}
    row = (await uow.session.execute(_counts(), values)).one()
    return {name: int(count) for name, count in row._mapping.items()}


# Built once: building it takes longer than SQLite takes to answer it.
@cache
def _counts() -> Select[*tuple[Any, ...]]:
    ours = Referral.practice_id.in_(PRACTICES)
    due = [ours, IS_LIVE, or_(has_unseen_risk(), and_(*needs_somebody()))]
    views = {
        "due": _those(*due),
        "mine": _mine(due),
        "nobody": _those(*due, is_nobodys()),
        "unread": _those(*due, HAS_UNREAD),
        "snoozed": _those(
            ours,
            *(IS_LIVE, IS_PUT_OFF, Referral.snoozed_until > NOW),
            *(HAS_NO_UNREAD, ~has_unseen_risk()),
        ),
        **{
            status: _those(ours, Referral.status == status)
            for status in ("waiting", "open", "collecting")
        },
    }
    return select(*(_counted(query).label(name) for name, query in views.items()))


def _mine(due: list[Any]) -> Select[Any]:
    """Two short lists, each off its own index; said as one with OR, everybody is looked at."""
    taken_over = _those(*due).join(Conversation, Conversation.id == Referral.conversation_id)
    is_elsewhere = or_(Referral.assigned_to.is_(None), Referral.assigned_to != MINE)
    lists = (
        _those(*due, Referral.assigned_to == MINE),
        taken_over.where(Conversation.owner_id == MINE, is_elsewhere),
    )
    some = union_all(*(select(one.limit(MOST_COUNTED).subquery()) for one in lists)).subquery()
    return select(some.c.id)


def _those(*conditions: Any) -> Select[Any]:
    return select(Referral.id).where(*conditions)


def _counted(query: Select[Any]) -> ColumnElement[int]:
    some = query.limit(MOST_COUNTED).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


async def oldest_unseen_risk(uow: UnitOfWork, practice_ids: Sequence[str]) -> UnseenRisk | None:
    """The grave risk that has waited longest for a person's eyes; `count` people have one."""
    unseen = and_(RiskFlag.practice_id.in_(practice_ids), is_unseen_and_grave())
    some = select(RiskFlag.referral_id).where(unseen).distinct().limit(MOST_COUNTED).subquery()
    row = (
        await uow.session.execute(
            select(
                RiskFlag.referral_id,
                RiskFlag.raised_at,
                RiskFlag.escalated_at,
                Patient.time_shift_seconds,
                select(func.count()).select_from(some).scalar_subquery(),
            )
            .join(Referral, Referral.id == RiskFlag.referral_id)
            .join(Patient, Patient.id == Referral.patient_id)
            .where(unseen)
            .order_by(RiskFlag.raised_at, RiskFlag.id)
            .limit(1)
        )
    ).first()
    if row is None:
        return None
    return UnseenRisk(
        referral_id=row[0],
        raised_at=row[1],
        escalated_at=row[2],
        time_shift_seconds=row[3],
        count=row[4],
    )
