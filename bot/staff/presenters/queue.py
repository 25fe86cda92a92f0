"""One text in the queue, without what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.delivery.errors import ERRORS


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """`reason` is a code; `meaning` says it in words where the code is a carrier's."""

    at: datetime
    kind: str
    status: str
    reason: str
    meaning: str
    segments: int
    who: str
    referral_id: str
    timezone: str


def meaning_of(reason: str | None) -> str:
    """What a carrier's code means, from the one table of them; "" for what is in no table."""
    error = ERRORS.get(reason or "")
    return error.meaning if error else ""
