"""A worker that claims from the outbox all that there is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from storage.models import Outbox
from storage.repositories.outbox import Lease, Wish
from storage.repositories.outbox_due import Which
from storage.unit_of_work import UnitOfWork

BY_URGENCY: tuple[Which, ...] = ("danger", "answers", "can_wait")


async def claim_all(
    uow: UnitOfWork,
    now: datetime,
    most: int,
    seconds: float,
    worker: str,
    *,
    besides: Collection[str] = (),
) -> list[Outbox]:
    """The most urgent first, and in one sort by when they were said."""
    lease = Lease(worker=worker, now=now, length=timedelta(seconds=seconds))
    rows: list[Outbox] = []
    for which in BY_URGENCY:
        wish = Wish(which=which, most=most - len(rows))
        rows += (await uow.outbox.claim(wish, lease, besides=besides)).rows
    return rows
