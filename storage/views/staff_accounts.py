"""Accounts of staff with all that stands in other tables about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.models import Practice, Staff
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffAccount:
    """`invited_until` and `link_until`: how long an open invitation, or a link to a new password,
    still works; None where there is none. `seen_at` is None for who never was here."""

    staff: Staff
    practices: tuple[Practice, ...]
    invited_until: datetime | None
    link_until: datetime | None
    has_second_factor: bool
    seen_at: datetime | None


async def staff_accounts(
    uow: UnitOfWork, people: Sequence[Staff], now: datetime
) -> list[StaffAccount]:
    """The accounts of these people, in the order given."""
    ids = [one.id for one in people]
    practices = await uow.staff.practices_among(ids)
    links = await uow.staff_links.live_among(ids, now)
    with_factor = await uow.second_factors.on_among(ids)
    seen = await uow.sessions.last_seen(ids)
    return [
        StaffAccount(
            staff=one,
            practices=tuple(practices[one.id]),
            invited_until=links.get((one.id, "invitation")),
            link_until=links.get((one.id, "password")),
            has_second_factor=one.id in with_factor,
            seen_at=seen.get(one.id),
        )
        for one in people
    ]
