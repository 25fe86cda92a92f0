"""Who works here, as the pages of managers and administrators show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from actions.accounts.staff_rights import Boss, Why, why_not
from storage.models.staff import NO_PASSWORD, Role
from storage.views.staff_accounts import StaffAccount

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


def present_person(account: StaffAccount, boss: Boss) -> PersonLine:
    """One account; only practices of the boss are named."""
    staff = account.staff
    return PersonLine(
        id=staff.id,
        name=staff.name,
        email=staff.email,
        role=staff.role,
        practices=tuple(one.name for one in account.practices if one.id in boss.practice_ids),
        standing=_standing(account),
        link_until=account.invited_until or account.link_until,
        has_second_factor=account.has_second_factor,
        seen_at=account.seen_at,
        why_not=why_not(boss, staff, [one.id for one in account.practices]),
    )


def _standing(account: StaffAccount) -> Standing:
    if account.staff.is_active:
        return "active"
    if account.staff.password_hash != NO_PASSWORD:
        return "deactivated"
    return "invited" if account.invited_until else "invitation_over"
