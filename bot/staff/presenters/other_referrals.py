"""What else a person came with, before or since: who is new to them would ask it all again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.models import Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherReferral:
    path: str
    began_at: datetime
    status: str
    outcome: str


def present_others(every: Sequence[Referral], referral_id: str) -> tuple[OtherReferral, ...]:
    """All of `every`, one person's newest first, but the one that is on the page."""
    return tuple(
        OtherReferral(
            path=f"/staff/referrals/{one.id}",
            began_at=one.created_at,
            status=one.status,
            outcome=one.outcome or "",
        )
        for one in every
        if one.id != referral_id
    )
