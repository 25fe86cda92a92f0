"""Conditions on a referral that several queries share."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select

from storage.models import Conversation, Need, Referral


def has_need(label: str) -> ColumnElement[bool]:
    """The referral names this need."""
    return (
        select(Need.id)
        .where(Need.referral_id == Referral.id, Need.label == label)
        .correlate(Referral)
        .exists()
    )


def is_with(staff_id: str) -> ColumnElement[bool]:
    """Assigned to, or its conversation taken over by, this member of staff."""
    return or_(Referral.assigned_to == staff_id, Conversation.owner_id == staff_id)


def is_for_a_person() -> ColumnElement[bool]:
    """Told to its end, or half told and somebody is needed: whoever wrote of danger or of what
    cannot wait (they are told that a person looks at it first), or whom a person has met."""
    return or_(
        Referral.status != "collecting",
        Referral.attention.is_not(None),
        Referral.priority != "routine",
        Referral.first_human_at.is_not(None),
    )
