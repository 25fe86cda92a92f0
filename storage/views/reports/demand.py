"""Who asked for help: referrals by source, status and month, and the needs they named."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from storage.models import Need, Referral
from storage.unit_of_work import UnitOfWork
from storage.views.reports.scope import Parts, Scope, parts_of, to_parts
from storage.views.reports.times import month_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Each but `by_need` adds up to all referrals of the time; a person may name several needs."""

    by_month: Parts
    by_source: Parts
    by_status: Parts
    by_need: Parts


async def demand(uow: UnitOfWork, scope: Scope) -> Demand:
    """Of referrals that were begun in the time, as they stand now."""
    month = month_of(Referral.created_at, scope).label("month")
    found = (
        await uow.session.execute(
            select(Referral.practice_id, month, Referral.source, Referral.status, func.count())
            .where(*scope.holds(Referral.practice_id, Referral.created_at))
            .group_by(Referral.practice_id, month, Referral.source, Referral.status)
        )
    ).all()
    return Demand(
        by_month=to_parts((row[1], row[0], row[4]) for row in found),
        by_source=to_parts((row[2], row[0], row[4]) for row in found),
        by_status=to_parts((row[3], row[0], row[4]) for row in found),
        by_need=await parts_of(
            uow,
            select(Need.label, Referral.practice_id, func.count())
            .join(Referral, Referral.id == Need.referral_id)
            .where(*scope.holds(Referral.practice_id, Referral.created_at))
            .group_by(Need.label, Referral.practice_id),
        ),
    )
