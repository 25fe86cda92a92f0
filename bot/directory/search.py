"""Search the local copy: nobody outside learns what anybody near here needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.directory.fit import areas_of, best, may_be_texted
from storage.models import Practice, Service
from storage.unit_of_work import UnitOfWork

_CANDIDATES = 50


async def fitting(
    uow: UnitOfWork,
    practice: Practice,
    needs: Sequence[str],
    *,
    age: int | None,
    limit: int,
    today: date,
) -> list[Service]:
    """At most `limit` services that a text may name, the best first; age in years if known."""
    found = await uow.services.search(
        needs, practice.id, areas=areas_of(practice), age=age, limit=_CANDIDATES
    )
    usable = [each for each in found if may_be_texted(each, age=age, today=today)]
    return best(usable, needs, count=limit, today=today)
