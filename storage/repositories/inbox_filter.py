"""What is asked of the inbox: the filters, the place that a page begins behind, and their shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from storage.models import Referral
from storage.models.queue_order import HAS_UNREAD
from storage.models.referral import ReferralStatus
from storage.repositories.inbox_conditions import (
    CHANNEL,
    Conditions,
    has_this_need,
    is_nobodys,
    needs_somebody,
)

Entry: TypeAlias = Literal["need", "unread", "status"]
"""A filter that so few fit that the list is made from them, rather than looked through for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxFilter:
    """`mine` is a staff id. Without `status` and `is_snoozed`: all that needs somebody now."""

    practice_ids: tuple[str, ...]
    now: datetime
    need: str | None = None
    mine: str | None = None
    is_nobodys: bool = False
    status: ReferralStatus | None = None
    channel: str | None = None
    is_unread: bool = False
    is_snoozed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a row stands in its list: behind it begins the next page."""

    tier: int
    since: datetime
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What makes one statement differ from another, without the values that go into it."""

    practices: int
    has_need: bool
    is_mine: bool
    is_nobodys: bool
    status: ReferralStatus | None
    has_channel: bool
    is_unread: bool
    is_snoozed: bool
    after: int | None
    """The tier of the place that the page begins behind."""
    through: Entry | None = None


def shape_of(wanted: InboxFilter, after: Place | None, through: Entry | None = None) -> Shape:
    return Shape(
        practices=len(wanted.practice_ids),
        has_need=wanted.need is not None,
        is_mine=wanted.mine is not None,
        is_nobodys=wanted.is_nobodys,
        status=wanted.status,
        has_channel=wanted.channel is not None,
        is_unread=wanted.is_unread,
        is_snoozed=wanted.is_snoozed,
        after=after.tier if after else None,
        through=through,
    )


def values_of(wanted: InboxFilter, after: Place | None) -> dict[str, Any]:
    """The values of a statement's parameters; those that it has not are passed over."""
    return {
        **{f"practice_{n}": id for n, id in enumerate(wanted.practice_ids)},
        "practices": list(wanted.practice_ids),
        "now": wanted.now,
        "need": wanted.need,
        "mine": wanted.mine,
        "channel": wanted.channel,
        "status": wanted.status,
        "since": after.since if after else None,
        "behind": after.id if after else None,
    }


def narrowed(wanted: Shape, *, is_at_risk: bool = False) -> Conditions:
    """The filters, and without one of status: only what needs somebody now."""
    conditions = filtered(wanted)
    if wanted.status is not None:
        return [*conditions, Referral.status == wanted.status]
    return conditions if is_at_risk else [*conditions, *needs_somebody()]


def filtered(wanted: Shape) -> Conditions:
    conditions: Conditions = []
    if wanted.has_need:
        conditions.append(has_this_need())
    if wanted.is_nobodys:
        conditions.append(is_nobodys())
    if wanted.has_channel:
        conditions.append(Referral.channel == CHANNEL)
    if wanted.is_unread:
        conditions.append(HAS_UNREAD)
    return conditions
