"""Put a referral off until a time: out of the inbox, back then, or at once when they write."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import Final

from actions.basis.audit import record
from actions.basis.case_file import live_case
from actions.basis.errors import NotAllowed, Stale
from actions.basis.work import Work
from bot.delivery.hours import next_team_opening
from storage.models import Conversation, Referral

LONGEST: Final = timedelta(days=92)
_AFTER: Final[Mapping[str, timedelta]] = MappingProxyType(
    {"hour": timedelta(hours=1), "three_hours": timedelta(hours=3)}
)
_DAYS: Final[Mapping[str, int]] = MappingProxyType({"tomorrow": 1, "week": 7, "month": 28})
CHOICES: Final = (*_AFTER, *_DAYS)
"""An hour or three from now, or the morning of a day on which the team reads messages."""


async def snooze(work: Work, referral_id: str, until: datetime) -> None:
    """Put it off until `until`, by the server's clock; raises AlreadyClosed.

    NotAllowed for a time that is past or too far away. Stale while a text is unread or a risk
    unseen: who puts somebody off has looked at all there is.
    """
    _, conversation, referral = await live_case(work, referral_id)
    if until <= work.now:
        raise NotAllowed("Choose a time that is still to come.")
    if until > work.now + LONGEST:
        raise NotAllowed(f"The latest is in {LONGEST.days} days.")
    flags = await work.uow.risk_flags.of_referral(referral.id)
    if conversation.unread or any(flag.seen_at is None for flag in flags):
        raise Stale("They have written since you last looked. Read that first.")
    referral.snoozed_until = until
    record(work, "snoozed", referral.id, detail={"until": until.isoformat()})


async def unsnooze(work: Work, referral_id: str) -> None:
    """Bring it back now; raises NotAllowed if it is not put off."""
    _, _, referral = await live_case(work, referral_id)
    if referral.snoozed_until is None or referral.snoozed_until <= work.now:
        raise NotAllowed("This is not snoozed.")
    referral.snoozed_until = None
    record(work, "unsnoozed", referral.id)


def read_by_a_person(conversation: Conversation, referral: Referral) -> None:
    """Somebody has read what is unread. What it brought back does not vanish again by that."""
    if conversation.unread:
        referral.snoozed_until = None
    conversation.unread = 0


def until_of(work: Work, choice: str) -> datetime:
    """The time that a choice means; raises NotAllowed for one that is none."""
    if choice in _AFTER:
        return work.now + _AFTER[choice]
    if choice not in _DAYS:
        raise NotAllowed(f"Snooze for one of: {', '.join(CHOICES)}.")
    day = work.now.astimezone(work.timezone).date() + timedelta(days=_DAYS[choice])
    morning = datetime.combine(day, time(), work.timezone)
    return next_team_opening(morning, work.practice.settings, work.practice.timezone)
