"""A filter that few fit: the list is then made from those few, not looked through for them.

Read in its order, a list of 100,000 is looked through to its end before a page says that nothing
fits. So it is counted first, up to FEW and no further, how many fit each filter that an index
knows. Only filters that many fit one by one and hardly anybody together still take long.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import CTE, Select, String, and_, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Conversation, Need, Referral
from storage.models.queue_order import IS_UNREAD
from storage.repositories.inbox_conditions import NEED, PRACTICES, Conditions
from storage.repositories.inbox_filter import Entry, Shape

FEW: Final = 2_000
"""To look at so many costs what it costs to find a page among those that one in fifty fits."""


async def entry(session: AsyncSession, wanted: Shape, values: Mapping[str, Any]) -> Entry | None:
    """The filter that the fewest fit, if those are FEW at the most; one statement, or none where
    the list is short by itself or an index is in its order."""
    names = _entries(wanted)
    if not names:
        return None
    counted = (await session.execute(_counts(names), values)).one()
    least, name = min(zip(counted, names, strict=True))
    return name if least <= FEW else None


def among_few(base: Select[Any], name: Entry, conditions: Conditions) -> Select[Any]:
    """Rows of `base` among those that fit the filter of that name."""
    few = _few(name)
    # Inside CASE a condition cannot draw the planner to an index that begins elsewhere.
    is_wanted = case((and_(*conditions), 1), else_=0)
    return base.join(few, few.c.id == Referral.id).where(is_wanted == 1)


def _entries(wanted: Shape) -> tuple[Entry, ...]:
    if wanted.is_mine or wanted.is_snoozed:
        return ()
    names: list[Entry] = []
    if wanted.has_need:
        names.append("need")
    if wanted.is_unread and wanted.status == "closed":
        names.append("unread")
    if wanted.status not in (None, "closed"):
        names.append("status")
    return tuple(names)


@lru_cache(maxsize=8)
def _counts(names: tuple[Entry, ...]) -> Select[*tuple[Any, ...]]:
    some = [_fitting(name).limit(FEW + 1).subquery() for name in names]
    return select(*(select(func.count()).select_from(one).scalar_subquery() for one in some))


@lru_cache(maxsize=3)
def _few(name: Entry) -> CTE:
    return _fitting(name).cte(f"few_{name}").prefix_with("MATERIALIZED")


def _fitting(name: Entry) -> Select[Any]:
    if name == "need":
        return select(Need.referral_id.label("id")).where(Need.label == NEED)
    if name == "unread":
        thread = Conversation.id == Referral.conversation_id
        unread = select(Referral.id).join(Conversation, thread)
        return unread.where(Conversation.practice_id.in_(PRACTICES), IS_UNREAD)
    status = bindparam("status", type_=String())
    return select(Referral.id).where(Referral.practice_id.in_(PRACTICES), Referral.status == status)
