"""Texts that their writer wants sent later: when that may be, and how they are cancelled."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from actions.basis.audit import record
from actions.basis.case_file import case_file
from actions.basis.errors import NotAllowed, NotFound, Stale
from actions.basis.work import Work
from actions.texts.queue_text import Owner
from bot.delivery.hours import is_open, sending_hours_on
from bot.delivery.owners import SEND_LATER
from storage.models import Conversation, Patient
from storage.models.practice_settings import PracticeSettings

FURTHEST: Final = timedelta(days=28)


def owner_of(conversation: Conversation) -> Owner:
    """What a text sent later depends on: that a person still has this live conversation."""
    return Owner(type=SEND_LATER, id=conversation.id, version=1)


def require_may_wait_until(work: Work, patient: Patient, send_at: datetime) -> None:
    """Raise NotAllowed for a time (of the person's clock) at which nothing could be sent."""
    now = work.now_for(patient)
    settings = work.practice.settings
    if send_at <= now:
        raise NotAllowed("That time is past. Choose a later one.")
    if send_at > now + FURTHEST:
        raise NotAllowed(f"Choose a day within the next {FURTHEST.days}.")
    if not is_open(send_at, settings, work.practice.timezone):
        raise NotAllowed(_why_not_then(send_at.astimezone(work.timezone).date(), settings))


def _why_not_then(day: date, settings: PracticeSettings) -> str:
    """Days differ where a practice says hours for each of them; what holds for all needs no day."""
    hours = sending_hours_on(day, settings)
    if hours is None:
        return f"No texts are sent on a {day:%A}. Choose another day."
    on = f" on a {day:%A}" if settings.sending_week else ""
    return (
        f"Texts are sent between {hours[0]} and {hours[1]}{on}. Choose a time within these hours."
    )


async def cancel_text(work: Work, referral_id: str, message_id: str) -> None:
    """Cancel one text that waits; raises NotFound, or Stale once it has gone."""
    _, conversation, referral = await case_file(work, referral_id)
    message = await work.uow.messages.lock(message_id)
    if message is None or message.conversation_id != conversation.id or message.send_at is None:
        raise NotFound("There is no such text.")
    moved = message.status == "queued" and await work.uow.messages.move_status(
        message.id, "cancelled", "by_staff", work.now
    )
    if not moved:
        raise Stale("That text does not wait any more. Look again at what became of it.")
    await work.uow.outbox.remove(message.id)
    record(work, "cancelled_text", referral.id)
