"""A flag of risk that nobody has looked at in time: escalate it, by id and without a word of it."""

from __future__ import annotations

import logging

from actions.audit import record
from bot.timers.due import Done, Due, Outcome, Stale

logger = logging.getLogger(__name__)


async def escalate(due: Due) -> Outcome:
    """Mark the flags as escalated; the log's error level is what the operator's alert hangs on."""
    referral_id = due.timer.owner_id
    flags = [
        flag
        for flag in await due.uow.risk_flags.of_referral(referral_id)
        if flag.seen_at is None and flag.escalated_at is None
    ]
    if not flags:
        return Stale("seen")
    for flag in flags:
        flag.escalated_at = due.now
    record(due.work, "risk_escalated", referral_id, detail={"flags": len(flags)})
    logger.error("a risk has not been seen in time", extra={"referral": referral_id})
    return Done()
