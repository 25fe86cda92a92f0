"""What else a person came with, before or since: who is new to them would ask it all again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.staff.presenters.person import masked
from storage.models import Patient, Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherReferral:
    """`number` says whose record it is in, where that is another one of theirs."""

    path: str
    began_at: datetime
    status: str
    outcome: str
    number: str = ""
    channel: str = ""


def present_others(
    every: Sequence[Referral],
    referral_id: str,
    joined: Mapping[Patient, Sequence[Referral]] | None = None,
) -> tuple[OtherReferral, ...]:
    """All of `every`, one person's newest first, but the one that is on the page; then those of the
    records that are `joined` with theirs."""
    own = [_other(one) for one in every if one.id != referral_id]
    return (
        *own,
        *(
            _other(one, number=masked(patient), channel=patient.channel)
            for patient, theirs in (joined or {}).items()
            for one in theirs
        ),
    )


def _other(one: Referral, *, number: str = "", channel: str = "") -> OtherReferral:
    return OtherReferral(
        path=f"/staff/referrals/{one.id}",
        began_at=one.created_at,
        status=one.status,
        outcome=one.outcome or "",
        number=number,
        channel=channel,
    )
