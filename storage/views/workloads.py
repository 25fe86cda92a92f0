"""How many open cases there are, and with whom: what sharing and capacity go by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, union

from storage.models import Appointment, Conversation, Leave, Referral
from storage.unit_of_work import UnitOfWork

OPEN = ("waiting", "open")
"""A case is open from the day that its referral is complete until it is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """`open_cases` of one link worker; `last_at` is when the latest that they ever got came."""

    open_cases: int = 0
    last_at: datetime | None = None


async def open_cases(uow: UnitOfWork, practice_id: str) -> int:
    """All open cases of a practice, whoever has them."""
    query = (
        select(func.count())
        .select_from(Referral)
        .where(Referral.practice_id == practice_id, Referral.status.in_(OPEN))
    )
    return await uow.session.scalar(query) or 0


async def workloads(
    uow: UnitOfWork, practice_id: str, staff_ids: Sequence[str]
) -> dict[str, Workload]:
    """The workload of each at one practice; who never had a case there is left out."""
    count = func.count().filter(Referral.status.in_(OPEN))
    came = func.coalesce(Referral.waiting_since, Referral.created_at)
    rows = await uow.session.execute(
        select(Referral.assigned_to, count, func.max(came))
        .where(Referral.practice_id == practice_id, Referral.assigned_to.in_(staff_ids))
        .group_by(Referral.assigned_to)
    )
    return {
        str(staff_id): Workload(open_cases=int(held), last_at=_aware(last))
        for staff_id, held, last in rows
    }


async def cases_with(
    uow: UnitOfWork, practice_ids: Sequence[str], staff_id: str
) -> list[tuple[str, str]]:
    """Practice and referral of each case, not closed, that is somebody's or that they took over."""
    base = (
        select(Referral.practice_id, Referral.id)
        .join(Conversation, Conversation.id == Referral.conversation_id)
        .where(Referral.practice_id.in_(practice_ids), Referral.status != "closed")
    )
    # Two lists, each off its own index.
    theirs = base.where(Referral.assigned_to == staff_id)
    taken_over = base.where(Conversation.owner_id == staff_id)
    found = await uow.session.execute(union(theirs, taken_over))
    return sorted((practice_id, id) for practice_id, id in found)


async def visits_to_come(
    uow: UnitOfWork, practice_ids: Sequence[str], staff_id: str, now: datetime
) -> int:
    """How many booked visits somebody still has before them."""
    query = select(func.count()).where(
        Appointment.practice_id.in_(practice_ids),
        Appointment.link_worker_id == staff_id,
        Appointment.starts_at > now,
        Appointment.status.in_(("booked", "confirmed")),
    )
    return await uow.session.scalar(query) or 0


def _aware(moment: datetime | str | None) -> datetime | None:
    """SQLite forgets a column's type in an aggregate."""
    return datetime.fromisoformat(moment) if isinstance(moment, str) else moment


async def on_leave(uow: UnitOfWork, staff_ids: Sequence[str], at: datetime) -> set[str]:
    """Who of these is away at this moment."""
    found = await uow.session.scalars(
        select(Leave.link_worker_id).where(
            Leave.link_worker_id.in_(staff_ids), Leave.starts_at <= at, Leave.ends_at > at
        )
    )
    return set(found)
