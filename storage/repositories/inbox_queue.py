"""Which referrals stand in a page of the inbox, and in what order: ids only.

Every list is put together from short ones that an index holds in order already, one for each
practice and tier, so that a page costs the same however long the list is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Conversation, Need, Patient, Referral, RiskFlag
from storage.models.queue_order import (
    IS_CLOSED,
    IS_LIVE,
    IS_PUT_OFF,
    IS_UNREAD,
    SINCE,
    TIER,
)
from storage.models.referral import ReferralStatus
from storage.types import UtcTime

GRAVE = ("emergency", "crisis")
RISK, URGENT, ROUTINE = 0, 1, 2

NOW = bindparam("now", type_=UtcTime())
MINE: Any = bindparam("mine", type_=String())
PRACTICES: Any = bindparam("practices", expanding=True, type_=String())
MOST = bindparam("most", type_=Integer())
AFTER = bindparam("since", type_=UtcTime())
BEHIND = bindparam("behind", type_=String())

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


async def queue(
    session: AsyncSession, wanted: InboxFilter, *, limit: int, after: Place | None = None
) -> list[Place]:
    """The next `limit` places, in one statement."""
    if not wanted.practice_ids:
        return []
    found = await session.execute(
        statement(shape_of(wanted, after)), {**values_of(wanted, after), "most": limit}
    )
    return [Place(id=id, tier=tier, since=since) for id, tier, since in found]


def shape_of(wanted: InboxFilter, after: Place | None) -> Shape:
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
        "since": after.since if after else None,
        "behind": after.id if after else None,
    }


# Building one takes longer than SQLite takes to answer it.
@lru_cache(maxsize=256)
def statement(wanted: Shape) -> Select[Any]:
    if wanted.status == "closed":
        return _plain(wanted, Referral.closed_at, [IS_CLOSED], newest_first=True)
    if wanted.is_snoozed:
        is_hidden = [Referral.snoozed_until > NOW, ~has_unread(), ~has_unseen_risk()]
        return _plain(wanted, Referral.snoozed_until, [IS_LIVE, IS_PUT_OFF, *is_hidden])
    tiers = [tier for tier in (URGENT, ROUTINE) if wanted.after is None or tier >= wanted.after]
    lists = [one for tier in tiers for one in _lists(wanted, tier)]
    if wanted.after in (None, RISK):
        lists.append(_unseen(wanted))
    every = union_all(*(select(one.subquery()) for one in lists)).subquery()
    order = (every.c.tier, every.c.since, every.c.id)
    return select(every.c.id, every.c.tier, every.c.since).order_by(*order).limit(MOST)


def _lists(wanted: Shape, tier: int) -> list[Select[Any]]:
    """What stands in one tier: by practice, or by whose it is."""
    base = _row(tier, SINCE).where(IS_LIVE, literal_column(str(tier)) == TIER)
    base = base.where(*_narrowed(wanted), ~has_unseen_risk(), *_behind(wanted, tier, SINCE))
    base = base.order_by(SINCE, Referral.id).limit(MOST)
    if not wanted.is_mine:
        return [base.where(Referral.practice_id == id) for id in _practices(wanted)]
    theirs = base.where(Referral.practice_id.in_(PRACTICES))
    taken_over = theirs.join(Conversation, Conversation.id == Referral.conversation_id)
    is_elsewhere = or_(Referral.assigned_to.is_(None), Referral.assigned_to != MINE)
    return [
        theirs.where(Referral.assigned_to == MINE),
        taken_over.where(Conversation.owner_id == MINE, is_elsewhere),
    ]


def _unseen(wanted: Shape) -> Select[Any]:
    """Tier 0: a grave risk that nobody has seen, whatever became of its referral."""
    since = func.min(RiskFlag.raised_at)
    query = (
        _row(RISK, since)
        .join(RiskFlag, RiskFlag.referral_id == Referral.id)
        .where(RiskFlag.practice_id.in_(PRACTICES), is_unseen_and_grave())
        .where(*_narrowed(wanted, is_at_risk=True))
        .group_by(Referral.id)
        .order_by(since, Referral.id)
        .limit(MOST)
    )
    if wanted.is_mine:
        query = query.join(Conversation, Conversation.id == Referral.conversation_id).where(
            or_(Referral.assigned_to == MINE, Conversation.owner_id == MINE)
        )
    for condition in _behind(wanted, RISK, since):
        query = query.having(condition)
    return query


def _plain(
    wanted: Shape,
    at: Any,
    conditions: Conditions,
    *,
    newest_first: bool = False,
) -> Select[Any]:
    """A list without tiers, in the order of one time."""
    order = (at.desc(), Referral.id.desc()) if newest_first else (at, Referral.id)
    base = _row(ROUTINE, at).where(*conditions, *_filtered(wanted)).order_by(*order).limit(MOST)
    if wanted.after is not None:
        base = base.where(*_past(at, newest_first=newest_first))
    if wanted.status is not None:
        base = base.where(Referral.status == wanted.status)
    if wanted.is_mine:
        base = base.where(or_(Referral.assigned_to == MINE, _is_taken_by_me()))
    lists = [base.where(Referral.practice_id == id) for id in _practices(wanted)]
    every = union_all(*(select(one.subquery()) for one in lists)).subquery()
    since, id = every.c.since, every.c.id
    ordered = (since.desc(), id.desc()) if newest_first else (since, id)
    return select(id, every.c.tier, since).order_by(*ordered).limit(MOST)


def _row(tier: int, since: ColumnElement[Any]) -> Select[Any]:
    return select(
        Referral.id.label("id"), literal_column(str(tier)).label("tier"), since.label("since")
    )


def _behind(wanted: Shape, tier: int, since: ColumnElement[Any]) -> Conditions:
    return _past(since) if wanted.after == tier else []


def _past(at: Any, *, newest_first: bool = False) -> Conditions:
    """Said as a bound on the time first, so that the index is entered there."""
    if newest_first:
        return [at <= AFTER, or_(at < AFTER, Referral.id < BEHIND)]
    return [at >= AFTER, or_(at > AFTER, Referral.id > BEHIND)]


def _practices(wanted: Shape) -> list[BindParameter[str]]:
    return [bindparam(f"practice_{n}", type_=String()) for n in range(wanted.practices)]


def _narrowed(wanted: Shape, *, is_at_risk: bool = False) -> Conditions:
    """The filters, and without one of status: only what needs somebody now."""
    conditions = _filtered(wanted)
    if wanted.status is not None:
        return [*conditions, Referral.status == wanted.status]
    return conditions if is_at_risk else [*conditions, *needs_somebody()]


def _filtered(wanted: Shape) -> Conditions:
    conditions: Conditions = []
    if wanted.has_need:
        conditions.append(_has_need())
    if wanted.is_nobodys:
        conditions.append(is_nobodys())
    if wanted.has_channel:
        writes_by = select(Patient.id).where(
            Patient.id == Referral.patient_id,
            Patient.channel == bindparam("channel", type_=String()),
        )
        conditions.append(writes_by.correlate(Referral).exists())
    if wanted.is_unread:
        conditions.append(has_unread())
    return conditions


def needs_somebody() -> Conditions:
    """Not a half-told referral that nobody is needed for, and not put off.

    Who is put off comes back at once when they write: an unread text ends it.
    """
    is_due = or_(Referral.snoozed_until.is_(None), Referral.snoozed_until <= NOW, has_unread())
    return [or_(Referral.status != "collecting", Referral.attention.is_not(None)), is_due]


def _has_need() -> ColumnElement[bool]:
    found = select(Need.id).where(
        Need.referral_id == Referral.id, Need.label == bindparam("need", type_=String())
    )
    return found.correlate(Referral).exists()


def is_unseen_and_grave() -> ColumnElement[bool]:
    return and_(RiskFlag.seen_at.is_(None), RiskFlag.level.in_(GRAVE))


def is_nobodys() -> ColumnElement[bool]:
    return and_(
        Referral.assigned_to.is_(None), ~_of_conversation(Conversation.owner_id.is_not(None))
    )


def has_unread() -> ColumnElement[bool]:
    return _of_conversation(IS_UNREAD)


def _is_taken_by_me() -> ColumnElement[bool]:
    return _of_conversation(Conversation.owner_id == MINE)


def _of_conversation(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    found = select(Conversation.id).where(Conversation.id == Referral.conversation_id, condition)
    return found.correlate(Referral).exists()


def has_unseen_risk() -> ColumnElement[bool]:
    found = select(RiskFlag.id).where(RiskFlag.referral_id == Referral.id, is_unseen_and_grave())
    return found.correlate(Referral).exists()
