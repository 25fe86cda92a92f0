"""Conditions on a referral that the inbox and what stands above it share, and their parameters."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Integer, String, and_, bindparam, or_, select

from storage.models import Conversation, Need, Referral, RiskFlag
from storage.models.queue_order import HAS_UNREAD
from storage.repositories.referral_filters import is_for_a_person
from storage.types import UtcTime

GRAVE = ("emergency", "crisis")

NOW = bindparam("now", type_=UtcTime())
MINE: Any = bindparam("mine", type_=String())
PRACTICES: Any = bindparam("practices", expanding=True, type_=String())
MOST = bindparam("most", type_=Integer())
AFTER = bindparam("since", type_=UtcTime())
BEHIND = bindparam("behind", type_=String())
NEED: Any = bindparam("need", type_=String())
CHANNEL: Any = bindparam("channel", type_=String())

Conditions: TypeAlias = list[ColumnElement[bool]]


def needs_somebody() -> Conditions:
    """Not a half-told referral that nobody is needed for, nor one of a diary alone, nor put off.

    Nobody vanishes by being looked at. Who is put off comes back at once when they write: an unread
    text ends it.
    """
    is_due = or_(Referral.snoozed_until.is_(None), Referral.snoozed_until <= NOW, HAS_UNREAD)
    return [is_for_a_person(), _has_told_something(), is_due]


def _has_told_something() -> ColumnElement[bool]:
    """Whoever came with a practice's diary waits for a visit and for nobody: they stand here once
    they write, something is raised of them, or a colleague takes them over."""
    return or_(
        Referral.source != "import",
        HAS_UNREAD,
        Referral.attention.is_not(None),
        Referral.priority != "routine",
        _of_conversation(
            or_(Conversation.last_inbound_at.is_not(None), Conversation.owner_id.is_not(None))
        ),
    )


def has_this_need() -> ColumnElement[bool]:
    found = select(Need.id).where(Need.referral_id == Referral.id, Need.label == NEED)
    return found.correlate(Referral).exists()


def is_unseen_and_grave() -> ColumnElement[bool]:
    return and_(RiskFlag.seen_at.is_(None), RiskFlag.level.in_(GRAVE))


def is_nobodys() -> ColumnElement[bool]:
    return and_(
        Referral.assigned_to.is_(None), ~_of_conversation(Conversation.owner_id.is_not(None))
    )


def is_taken_by_me() -> ColumnElement[bool]:
    return _of_conversation(Conversation.owner_id == MINE)


def _of_conversation(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    found = select(Conversation.id).where(Conversation.id == Referral.conversation_id, condition)
    return found.correlate(Referral).exists()


def has_unseen_risk() -> ColumnElement[bool]:
    found = select(RiskFlag.id).where(RiskFlag.referral_id == Referral.id, is_unseen_and_grave())
    return found.correlate(Referral).exists()
