"""A danger that somebody must look at: the number on duty is told, by text, without a word of it.

Once at once, at any hour; and once more when nobody has looked in time, which is also the moment
of the log line at error level that the operator's alert hangs on.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from actions.basis.audit import record
from actions.basis.reference import reference_of
from actions.texts.tell_duty import tell_duty
from bot.timers.due import Done, Due, Outcome, Stale
from bot.understanding import GRAVE
from storage.models import RiskFlag

logger = logging.getLogger(__name__)


async def alert_duty(due: Due) -> Outcome:
    """Tell the number on duty of a new danger, unless somebody has seen it already."""
    flags = await _unseen(due)
    if not flags:
        return Stale("seen")
    await _tell(due, "utter_duty_alert")
    return Done()


async def escalate(due: Due) -> Outcome:
    """Mark the flags as escalated, and tell the number on duty how long they have stood."""
    referral_id = due.timer.owner_id
    flags = [flag for flag in await _unseen(due) if flag.escalated_at is None]
    if not flags:
        return Stale("seen")
    for flag in flags:
        flag.escalated_at = due.now
    record(due.work, "risk_escalated", referral_id, detail={"flags": len(flags)})
    logger.error("a risk has not been seen in time", extra={"referral": referral_id})
    if due.work.practice.settings.duty_phone:
        waited = due.now - min(flag.raised_at for flag in flags)
        hours, minutes = divmod(round(waited.total_seconds() / 60), 60)
        await _tell(due, "utter_duty_escalation", hours=hours, minutes=minutes)
    return Done()


async def _unseen(due: Due) -> Sequence[RiskFlag]:
    """Of danger alone: what is urgent has waited by another measure."""
    flags = await due.uow.risk_flags.of_referral(due.timer.owner_id)
    return [flag for flag in flags if flag.seen_at is None and flag.level in GRAVE]


async def _tell(due: Due, response: str, **extra: int) -> None:
    """Each such text names its referral: by that a colleague finds the one it speaks of, and a
    look-up at the carrier takes none for another."""
    practice = due.work.practice
    extra_words = {"practice_name": practice.name, "reference": reference_of(due.timer.owner_id)}
    text = due.speaker.words(response, **extra_words, **extra)
    told = await tell_duty(due.work, text, about=due.patient, referral_id=due.timer.owner_id)
    record(due.work, "duty_told" if told == "queued" else "duty_not_told", due.timer.owner_id)
    if told != "queued":
        logger.error("the number on duty is no telephone number", extra={"practice": practice.id})
