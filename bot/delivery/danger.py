"""When a person last wrote of danger, for a text that was said before it."""

from __future__ import annotations

from datetime import datetime

from bot.understanding import GRAVE
from storage.repositories.outbox import Letter
from storage.unit_of_work import UnitOfWork


async def last_danger(uow: UnitOfWork, letter: Letter, now: datetime) -> datetime | None:
    """By the person's clock, as `now` is; None where nothing is held, which nearly every text is
    spared. One later than `now` is of a clock that was ahead: by it each answer would come before
    the danger, until that hour."""
    if not letter.patient.scheduled_texts_held:
        return None
    referral = await uow.referrals.of_conversation(letter.message.conversation_id)
    flags = await uow.risk_flags.of_referral(referral.id) if referral is not None else ()
    told = (flag.raised_at for flag in flags if flag.level in GRAVE)
    return max((at for at in told if at <= now), default=None)
