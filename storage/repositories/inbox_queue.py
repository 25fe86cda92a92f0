"""Which referrals stand in a page of the inbox, and in what order: ids only.

Every list is put together from short ones that an index holds in order already, one for each
practice and tier, so that a page costs the same however long the list is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, or_, select, union_all

from storage.models import Conversation, Patient, Referral, RiskFlag
from storage.models.queue_order import (
    IS_CLOSED,
    IS_LIVE,
    IS_PUT_OFF,
    IS_UNREAD,
    SINCE,
    TIER,
)
from storage.models.referral import ReferralStatus
from storage.repositories.referral_filters import has_need

GRAVE = ("emergency", "crisis")
RISK, URGENT, ROUTINE = 0, 1, 2

Conditions: TypeAlias = list[ColumnElement[bool]]


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


async def queue(session: Any, wanted: InboxFilter, *, limit: int, after: Place | None) -> list[Place]:
    """The next `limit` places, in one statement."""
    found = await session.execute(statement(wanted, limit, after))
    return [Place(id=id, tier=tier, since=since) for id, tier, since in found]


def statement(wanted: InboxFilter, limit: int, after: Place | None) -> Select[Any]:
    if wanted.status == "closed":
        return _plain(wanted, limit, after, Referral.closed_at, [IS_CLOSED], newest_first=True)
    if wanted.is_snoozed:
        is_hidden = [IS_LIVE, IS_PUT_OFF, *_is_put_off(wanted)]
        return _plain(wanted, limit, after, Referral.snoozed_until, is_hidden)
    tiers = [tier for tier in (URGENT, ROUTINE) if after is None or tier >= after.tier]
    lists = [one for tier in tiers for one in _lists(wanted, tier, limit, after)]
    if after is None or after.tier == RISK:
        lists.append(_unseen(wanted, limit, after))
    every = union_all(*(select(one.subquery()) for one in lists)).subquery()
    order = (every.c.tier, every.c.since, every.c.id)
    return select(every.c.id, every.c.tier, every.c.since).order_by(*order).limit(limit)


def _lists(
    wanted: InboxFilter, tier: int, limit: int, after: Place | None
) -> list[Select[Any]]:
    """What stands in one tier: by practice, or by whose it is."""
    base = _row(tier, SINCE).where(IS_LIVE, TIER == literal_column(str(tier)))
    base = base.where(*_narrowed(wanted), ~_has_unseen_risk(), *_behind(after, tier, SINCE))
    base = base.order_by(SINCE, Referral.id).limit(limit)
    if wanted.mine is None:
        return [base.where(Referral.practice_id == id) for id in wanted.practice_ids]
    theirs = base.where(Referral.practice_id.in_(wanted.practice_ids))
    taken_over = select(Conversation.id).where(Conversation.owner_id == wanted.mine)
    is_elsewhere = or_(Referral.assigned_to.is_(None), Referral.assigned_to != wanted.mine)
    return [
        theirs.where(Referral.assigned_to == wanted.mine),
        theirs.where(is_elsewhere, Referral.conversation_id.in_(taken_over)),
    ]


def _unseen(wanted: InboxFilter, limit: int, after: Place | None) -> Select[Any]:
    """Tier 0: a grave risk that nobody has seen, whatever became of its referral."""
    since = func.min(RiskFlag.raised_at)
    query = (
        _row(RISK, since)
        .join(RiskFlag, RiskFlag.referral_id == Referral.id)
        .where(RiskFlag.practice_id.in_(wanted.practice_ids), is_unseen_and_grave())
        .where(*_narrowed(wanted, is_at_risk=True))
        .group_by(Referral.id)
        .order_by(since, Referral.id)
        .limit(limit)
    )
    if wanted.mine is not None:
        query = query.join(Conversation, Conversation.id == Referral.conversation_id).where(
            or_(Referral.assigned_to == wanted.mine, Conversation.owner_id == wanted.mine)
        )
    for condition in _behind(after, RISK, since):
        query = query.having(condition)
    return query


def _plain(
    wanted: InboxFilter,
    limit: int,
    after: Place | None,
    at: Any,
    conditions: Conditions,
    *,
    newest_first: bool = False,
) -> Select[Any]:
    """A list without tiers, in the order of one time."""
    order = (at.desc(), Referral.id.desc()) if newest_first else (at, Referral.id)
    base = _row(ROUTINE, at).where(*conditions, *_filtered(wanted)).order_by(*order).limit(limit)
    if after is not None:
        base = base.where(*_past(after, at, newest_first=newest_first))
    if wanted.mine is not None:
        base = base.where(or_(Referral.assigned_to == wanted.mine, _is_taken_by(wanted.mine)))
    lists = [base.where(Referral.practice_id == id) for id in wanted.practice_ids]
    every = union_all(*(select(one.subquery()) for one in lists)).subquery()
    since, id = every.c.since, every.c.id
    ordered = (since.desc(), id.desc()) if newest_first else (since, id)
    return select(id, every.c.tier, since).order_by(*ordered).limit(limit)


def _row(tier: int, since: ColumnElement[Any]) -> Select[Any]:
    return select(
        Referral.id.label("id"), literal_column(str(tier)).label("tier"), since.label("since")
    )


def _behind(after: Place | None, tier: int, since: ColumnElement[Any]) -> Conditions:
    return _past(after, since) if after is not None and after.tier == tier else []


def _past(after: Place, at: Any, *, newest_first: bool = False) -> Conditions:
    """Said as a bound on the time first, so that the index is entered there."""
    if newest_first:
        return [at <= after.since, or_(at < after.since, Referral.id < after.id)]
    return [at >= after.since, or_(at > after.since, Referral.id > after.id)]


def _narrowed(wanted: InboxFilter, *, is_at_risk: bool = False) -> Conditions:
    """The filters, and without one of status: only what needs somebody now."""
    conditions = _filtered(wanted)
    if wanted.status is not None:
        return [*conditions, Referral.status == wanted.status]
    return conditions if is_at_risk else [*conditions, *needs_somebody(wanted.now)]


def _filtered(wanted: InboxFilter) -> Conditions:
    conditions: Conditions = []
    if wanted.need is not None:
        conditions.append(has_need(wanted.need))
    if wanted.is_nobodys:
        conditions.append(is_nobodys())
    if wanted.channel is not None:
        writes_by = select(Patient.id).where(
            Patient.id == Referral.patient_id, Patient.channel == wanted.channel
        )
        conditions.append(writes_by.correlate(Referral).exists())
    if wanted.is_unread:
        conditions.append(has_unread())
    return conditions


def needs_somebody(now: datetime) -> Conditions:
    """Not a half-told referral that nobody is needed for, and not put off.

    Who is put off comes back at once when they write: an unread text ends it.
    """
    is_due = or_(Referral.snoozed_until.is_(None), Referral.snoozed_until <= now, has_unread())
    return [or_(Referral.status != "collecting", Referral.attention.is_not(None)), is_due]


def _is_put_off(wanted: InboxFilter) -> Conditions:
    return [Referral.snoozed_until > wanted.now, ~has_unread(), ~_has_unseen_risk()]


def is_unseen_and_grave() -> ColumnElement[bool]:
    return and_(RiskFlag.seen_at.is_(None), RiskFlag.level.in_(GRAVE))


def is_nobodys() -> ColumnElement[bool]:
    return and_(Referral.assigned_to.is_(None), ~_of_conversation(Conversation.owner_id.is_not(None)))


def has_unread() -> ColumnElement[bool]:
    return _of_conversation(IS_UNREAD)


def _is_taken_by(staff_id: str) -> ColumnElement[bool]:
    return _of_conversation(Conversation.owner_id == staff_id)


def _of_conversation(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    found = select(Conversation.id).where(Conversation.id == Referral.conversation_id, condition)
    return found.correlate(Referral).exists()


def _has_unseen_risk() -> ColumnElement[bool]:
    found = select(RiskFlag.id).where(RiskFlag.referral_id == Referral.id, is_unseen_and_grave())
    return found.correlate(Referral).exists()


def of_practices(practice_ids: Sequence[str]) -> ColumnElement[bool]:
    return Referral.practice_id.in_(practice_ids)
