"""Needs that people named, and for which nobody told them of a local service."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, func, select

from storage.models import Need, Referral, Signpost
from storage.unit_of_work import UnitOfWork
from storage.views.reports.scope import Parts, Scope, to_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """People by need: who named it, and of those who was told of no service for it."""

    named: Parts
    unanswered: Parts


async def gaps(uow: UnitOfWork, scope: Scope) -> Gaps:
    """Of referrals that were begun in the time, whenever somebody told them of a service."""
    told = (
        select(Signpost.id)
        .where(Signpost.referral_id == Referral.id, Signpost.need == Need.label)
        .exists()
    )
    found = (
        await uow.session.execute(
            select(
                Need.label,
                Referral.practice_id,
                func.count(),
                func.sum(case((told, 0), else_=1)),
            )
            .join(Referral, Referral.id == Need.referral_id)
            .where(*scope.holds(Referral.practice_id, Referral.created_at))
            .group_by(Need.label, Referral.practice_id)
        )
    ).all()
    return Gaps(
        named=to_parts((row[0], row[1], row[2]) for row in found),
        unanswered=to_parts((row[0], row[1], row[3]) for row in found),
    )


async def people_told(uow: UnitOfWork, scope: Scope) -> Parts:
    """How many people were told of a local service in the time, under the one name "told"."""
    found = await uow.session.execute(
        select(Signpost.practice_id, func.count(Signpost.referral_id.distinct()))
        .where(*scope.holds(Signpost.practice_id, Signpost.at))
        .group_by(Signpost.practice_id)
    )
    return to_parts(("told", row[0], row[1]) for row in found)
