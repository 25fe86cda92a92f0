"""Share new referrals fairly among the link workers of a practice, by a rule that can be told.

Whoever has the fewest open cases for the caseload they can carry gets the next one; of equals,
whoever got one longest ago. Somebody on leave, deactivated, or at their limit gets none. When
nobody can take it, it stays in the shared pool for the team.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction

from actions.basis.audit import record
from actions.basis.work import SYSTEM, Work
from storage.models import Referral
from storage.views.workloads import Workload, on_leave, workloads

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """Somebody who may be given a referral; `limit` is the most open cases they can carry."""

    staff_id: str
    limit: int
    open_cases: int = 0
    last_at: datetime | None = None


def next_taker(takers: Sequence[Taker]) -> Taker | None:
    """Who gets the next referral by the rule; None when everybody is full."""
    free = [one for one in takers if one.open_cases < one.limit]
    return min(
        free,
        key=lambda one: (
            Fraction(one.open_cases, one.limit),
            one.last_at or _NEVER,
            one.staff_id,
        ),
        default=None,
    )


async def share_referral(work: Work, referral: Referral) -> str | None:
    """Give a complete referral that nobody has to the next in turn; their id, or None."""
    if referral.assigned_to is not None or not work.practice.settings.sharing.enabled:
        return None
    # Two that come at once are shared one after the other, or both would go to the same person.
    await work.uow.practices.lock(work.practice)
    await work.uow.flush()
    chosen = next_taker(await _takers(work))
    if chosen is None:
        return None
    referral.assigned_to = chosen.staff_id
    record(
        replace(work, actor=SYSTEM),
        "shared_referral",
        referral.id,
        detail={
            "to": chosen.staff_id,
            "open_cases": chosen.open_cases,
            "limit": chosen.limit,
        },
    )
    return chosen.staff_id


async def _takers(work: Work) -> list[Taker]:
    limits = work.practice.settings.sharing.limits
    team = await work.uow.staff.of_practice(work.practice.id, "link_worker")
    ids = [one.id for one in team if limits.get(one.id, 0) > 0]
    away = await on_leave(work.uow, ids, work.now)
    held = await workloads(work.uow, work.practice.id, ids)
    return [_taker(one, limits[one], held) for one in ids if one not in away]


def _taker(staff_id: str, limit: int, held: Mapping[str, Workload]) -> Taker:
    own = held.get(staff_id, Workload())
    return Taker(staff_id=staff_id, limit=limit, open_cases=own.open_cases, last_at=own.last_at)
