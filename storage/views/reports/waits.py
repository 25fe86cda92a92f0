"""How long people waited: for the first human, for the first chat, and those who wait now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, column, false, func, literal, or_, select, values

from storage.models import Appointment, Referral
from storage.types import UtcTime
from storage.unit_of_work import UnitOfWork
from storage.views.reports.scope import Parts, Scope, is_postgresql, parts_of
from storage.views.reports.times import hours_between


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOn:
    """Those who ask from `start` up to `end`, a day, should meet a human before each of `dues`."""

    start: datetime
    end: datetime
    dues: tuple[datetime, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InTime:
    """Counts by practice: who met a human in time, and who did not. Those whose time is not up
    and who have met nobody are in neither."""

    met: dict[str, int]
    late: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Names of the parts are whole hours; `in_time` is in the order of the days' dues."""

    to_human: Parts
    to_chat: Parts
    waiting_now: Parts
    in_time: tuple[InTime, ...]


async def waits(uow: UnitOfWork, scope: Scope, now: datetime, days: Sequence[AskedOn]) -> Waits:
    """Of those who asked in the time; `waiting_now` is of all who wait, whenever they asked."""
    on_postgresql = is_postgresql(uow)
    hours = hours_between(
        Referral.created_at, Referral.first_human_at, on_postgresql=on_postgresql
    ).label("hours")
    to_human = await parts_of(
        uow,
        select(hours, Referral.practice_id, func.count())
        .where(
            *scope.holds(Referral.practice_id, Referral.created_at),
            Referral.first_human_at.is_not(None),
        )
        .group_by(hours, Referral.practice_id),
    )
    return Waits(
        to_human=to_human,
        to_chat=await _to_chat(uow, scope, on_postgresql),
        waiting_now=await _waiting_now(uow, scope, now, on_postgresql),
        in_time=await _in_time(uow, scope, now, days),
    )


async def _to_chat(uow: UnitOfWork, scope: Scope, on_postgresql: bool) -> Parts:
    first = (
        select(
            Appointment.referral_id, func.min(Appointment.starts_at, type_=UtcTime()).label("at")
        )
        .where(
            Appointment.practice_id.in_(scope.practice_ids),
            Appointment.status == "attended",
            Appointment.referral_id.is_not(None),
        )
        .group_by(Appointment.referral_id)
        .subquery()
    )
    hours = hours_between(Referral.created_at, first.c.at, on_postgresql=on_postgresql).label(
        "hours"
    )
    return await parts_of(
        uow,
        select(hours, Referral.practice_id, func.count())
        .join(first, first.c.referral_id == Referral.id)
        .where(*scope.holds(Referral.practice_id, Referral.created_at))
        .group_by(hours, Referral.practice_id),
    )


async def _waiting_now(uow: UnitOfWork, scope: Scope, now: datetime, on_postgresql: bool) -> Parts:
    hours = hours_between(
        Referral.created_at, literal(now, UtcTime()), on_postgresql=on_postgresql
    ).label("hours")
    return await parts_of(
        uow,
        select(hours, Referral.practice_id, func.count())
        .where(
            Referral.practice_id.in_(scope.practice_ids),
            Referral.status.in_(("waiting", "open")),
            Referral.first_human_at.is_(None),
        )
        .group_by(hours, Referral.practice_id),
    )


async def _in_time(
    uow: UnitOfWork, scope: Scope, now: datetime, days: Sequence[AskedOn]
) -> tuple[InTime, ...]:
    count = len(days[0].dues)
    dues = [column(f"due_{number}", UtcTime()) for number in range(count)]
    calendar = (
        values(column("start", UtcTime()), column("end", UtcTime()), *dues, name="days")
        .data([(day.start, day.end, *day.dues) for day in days])
        .cte("calendar")
    )
    met, late = [], []
    for number in range(count):
        due = calendar.c[f"due_{number}"]
        is_met = func.coalesce(Referral.first_human_at < due, false())
        is_late = and_(~is_met, or_(Referral.first_human_at.is_not(None), due <= now))
        met.append(func.sum(case((is_met, 1), else_=0)))
        late.append(func.sum(case((is_late, 1), else_=0)))
    found = (
        await uow.session.execute(
            select(Referral.practice_id, *met, *late)
            .select_from(calendar)
            # An outer join: SQLite then goes day by day, and finds each day's rows by the index.
            .outerjoin(
                Referral,
                and_(
                    Referral.practice_id.in_(scope.practice_ids),
                    Referral.created_at >= calendar.c.start,
                    Referral.created_at < calendar.c.end,
                ),
            )
            .group_by(Referral.practice_id)
        )
    ).all()
    counted = [row for row in found if row[0] is not None]
    return tuple(
        InTime(
            met={row[0]: int(row[1 + number]) for row in counted},
            late={row[0]: int(row[1 + count + number]) for row in counted},
        )
        for number in range(count)
    )
