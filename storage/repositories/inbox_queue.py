"""Which referrals stand in a page of the inbox, and in what order: ids only.

Every list is put together from short ones that an index holds in order already, one for each
practice and tier, so that a page costs the same however long the list is. Where few fit what is
asked for, the list is made from those few instead: see inbox_few.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    String,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Conversation, Referral, RiskFlag
from storage.models.queue_order import (
    HAS_NO_UNREAD,
    IS_CLOSED,
    IS_IN_DANGER,
    IS_IN_NO_DANGER,
    IS_LIVE,
    IS_PUT_OFF,
    SINCE,
    TIER,
)
from storage.repositories.inbox_conditions import (
    AFTER,
    BEHIND,
    MINE,
    MOST,
    NOW,
    PRACTICES,
    Conditions,
    has_unseen_risk,
    is_taken_by_me,
    is_unseen_and_grave,
)
from storage.repositories.inbox_few import among_few, entry
from storage.repositories.inbox_filter import (
    InboxFilter,
    Place,
    Shape,
    filtered,
    narrowed,
    shape_of,
    values_of,
)

RISK, DANGER, URGENT, ROUTINE = 0, 1, 2, 3
"""Danger that nobody has seen; that was seen, and nobody has gone into; who else is met first."""
_INDEXED: Final = {URGENT: 1, ROUTINE: 2}
"""What the expression TIER says of them. Danger is found by an index of its own: it is rare."""


def tier_of(referral: Referral) -> int:
    """Where it stands, all danger of it having been seen."""
    if referral.attention == "danger":
        return DANGER
    is_first = referral.priority != "routine" or referral.attention == "worse"
    return URGENT if is_first else ROUTINE


async def queue(
    session: AsyncSession, wanted: InboxFilter, *, limit: int, after: Place | None = None
) -> list[Place]:
    """The next `limit` places: one statement, and one before it that looks how many fit."""
    if not wanted.practice_ids:
        return []
    values = {**values_of(wanted, after), "most": limit}
    through = await entry(session, shape_of(wanted, after), values)
    found = await session.execute(statement(shape_of(wanted, after, through)), values)
    return [Place(id=id, tier=tier, since=since) for id, tier, since in found]


# Building one takes longer than SQLite takes to answer it.
@lru_cache(maxsize=256)
def statement(wanted: Shape) -> Select[Any]:
    if wanted.status == "closed":
        return _plain(wanted, Referral.closed_at, [IS_CLOSED], newest_first=True)
    if wanted.is_snoozed:
        is_hidden = [Referral.snoozed_until > NOW, HAS_NO_UNREAD, ~has_unseen_risk()]
        return _plain(wanted, Referral.snoozed_until, [IS_LIVE, IS_PUT_OFF, *is_hidden])
    tiers = [
        tier for tier in (DANGER, URGENT, ROUTINE) if wanted.after is None or tier >= wanted.after
    ]
    lists = [one for tier in tiers for one in _lists(wanted, tier)]
    if wanted.after in (None, RISK):
        lists.append(_unseen(wanted))
    every = union_all(*(select(one.subquery()) for one in lists)).subquery()
    order = (every.c.tier, every.c.since, every.c.id)
    return select(every.c.id, every.c.tier, every.c.since).order_by(*order).limit(MOST)


def _lists(wanted: Shape, tier: int) -> list[Select[Any]]:
    """What stands in one tier: by practice, or by whose it is."""
    conditions = [IS_LIVE, *_is_of(tier), *narrowed(wanted)]
    conditions += [~has_unseen_risk(), *_behind(wanted, tier, SINCE)]
    base = _row(tier, SINCE).order_by(SINCE, Referral.id).limit(MOST)
    if not wanted.is_mine:
        return _of_practices(wanted, base, conditions)
    theirs = base.where(*conditions, Referral.practice_id.in_(PRACTICES))
    taken_over = theirs.join(Conversation, Conversation.id == Referral.conversation_id)
    is_elsewhere = or_(Referral.assigned_to.is_(None), Referral.assigned_to != MINE)
    return [
        theirs.where(Referral.assigned_to == MINE),
        taken_over.where(Conversation.owner_id == MINE, is_elsewhere),
    ]


def _is_of(tier: int) -> Conditions:
    if tier == DANGER:
        return [IS_IN_DANGER]
    return [literal_column(str(_INDEXED[tier])) == TIER, IS_IN_NO_DANGER]


def _unseen(wanted: Shape) -> Select[Any]:
    """Tier 0: a grave risk that nobody has seen, whatever became of its referral."""
    since = func.min(RiskFlag.raised_at)
    query = (
        _row(RISK, since)
        .join(RiskFlag, RiskFlag.referral_id == Referral.id)
        .where(RiskFlag.practice_id.in_(PRACTICES), is_unseen_and_grave())
        .where(*narrowed(wanted, is_at_risk=True))
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
    conditions = [*conditions, *filtered(wanted)]
    if wanted.after is not None:
        conditions += _past(at, newest_first=newest_first)
    if wanted.status is not None:
        conditions.append(Referral.status == wanted.status)
    if wanted.is_mine:
        conditions.append(or_(Referral.assigned_to == MINE, is_taken_by_me()))
    base = _row(ROUTINE, at).order_by(*order).limit(MOST)
    lists = _of_practices(wanted, base, conditions)
    every = union_all(*(select(one.subquery()) for one in lists)).subquery()
    since, id = every.c.since, every.c.id
    ordered = (since.desc(), id.desc()) if newest_first else (since, id)
    return select(id, every.c.tier, since).order_by(*ordered).limit(MOST)


def _of_practices(wanted: Shape, base: Select[Any], conditions: Conditions) -> list[Select[Any]]:
    """One list for each practice, as the indexes are; those few that fit a filter are one list."""
    if wanted.through is not None:
        ours = Referral.practice_id.in_(PRACTICES)
        return [among_few(base, wanted.through, [ours, *conditions])]
    practices: list[BindParameter[str]] = [
        bindparam(f"practice_{n}", type_=String()) for n in range(wanted.practices)
    ]
    return [base.where(Referral.practice_id == id, *conditions) for id in practices]


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
