"""Conditions on a referral that several queries share."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from storage.models import Need, Referral


def has_need(label: str) -> ColumnElement[bool]:
    """The referral names this need."""
    return (
        select(Need.id)
        .where(Need.referral_id == Referral.id, Need.label == label)
        .correlate(Referral)
        .exists()
    )
