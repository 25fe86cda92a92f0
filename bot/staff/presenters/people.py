"""Who works here, as the pages of managers and administrators show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from actions.staff_rights import Boss, Why, why_not
from storage.models import Practice, Staff
from storage.models.staff import NO_PASSWORD, Role
from storage.unit_of_work import UnitOfWork

Standing: TypeAlias = Literal["active", "invited", "invitation_over", "deactivated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """`why_not`: why whoever looks may not change this account, "" if they may."""

    id: str
    name: str
    email: str
    role: Role
    practices: tuple[str, ...]
    standing: Standing
    link_until: datetime | None
    has_second_factor: bool
    seen_at: datetime | None
    why_not: Why


async def read_people(
    uow: UnitOfWork, boss: Boss, people: Sequence[Staff], now: datetime
) -> list[PersonLine]:
    """These people with all that is shown of them; only practices of the boss are named."""
    ids = [one.id for one in people]
    practices = await uow.staff.practices_among(ids)
    links = await uow.staff_links.live_among(ids, now)
    with_factor = await uow.second_factors.on_among(ids)
    seen = await uow.sessions.last_seen(ids)
    return [
        PersonLine(
            id=one.id,
            name=one.name,
            email=one.email,
            role=one.role,
            practices=_names(practices[one.id], boss),
            standing=_standing(one, links),
            link_until=links.get((one.id, "invitation")) or links.get((one.id, "password")),
            has_second_factor=one.id in with_factor,
            seen_at=seen.get(one.id),
            why_not=why_not(boss, one, [each.id for each in practices[one.id]]),
        )
        for one in people
    ]


def _names(practices: Sequence[Practice], boss: Boss) -> tuple[str, ...]:
    return tuple(one.name for one in practices if one.id in boss.practice_ids)


def _standing(person: Staff, links: Mapping[tuple[str, str], datetime]) -> Standing:
    if person.is_active:
        return "active"
    if person.password_hash != NO_PASSWORD:
        return "deactivated"
    return "invited" if (person.id, "invitation") in links else "invitation_over"
