"""A referral is complete: it waits for a person, is shared by the practice's rule, and counts."""

from __future__ import annotations

from datetime import datetime

from actions.basis.work import Work
from actions.casework.share_referral import share_referral
from actions.practice.set_intake import close_if_full
from storage.models import Referral


async def complete_referral(work: Work, referral: Referral, at: datetime) -> None:
    """From "collecting" to "waiting"; `at` is the time on the person's clock."""
    if referral.status != "collecting":
        return
    referral.status = "waiting"
    referral.waiting_since = referral.waiting_since or at
    await share_referral(work, referral)
    await close_if_full(work)
