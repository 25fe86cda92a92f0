"""Remind of an appointment: once, of its present time, and not of what has become otherwise."""

from __future__ import annotations

from datetime import timedelta

from actions.queue_text import Owner
from bot.timers.due import Cancelled, Due, Expired, Outcome, Stale
from bot.timers.good_moment import after_speaking, is_too_late, unless_good_moment

_REMINDED_OF = frozenset({"booked", "confirmed"})


async def remind(due: Due) -> Outcome:
    """Ask whether the time still suits, or only tell it when another question is open."""
    timer = due.timer
    appointment = await due.uow.appointments.get(timer.owner_id)
    if appointment is None or appointment.version != timer.owner_version:
        return Stale("changed")
    if appointment.status not in _REMINDED_OF:
        return Stale(appointment.status)
    settings = due.work.practice.settings
    hours = settings.max_age_hours.reminder
    if appointment.starts_at <= due.now or is_too_late(due, hours=hours):
        return Expired()
    if timer.conversation_id is None:
        return Cancelled("no_conversation")
    refusal = await unless_good_moment(due)
    if refusal is not None:
        return refusal
    last_moment = due.work.now + timedelta(hours=hours)
    prompted = await due.speaker.prompt(
        due.work,
        timer.conversation_id,
        "appointment_reminder",
        {"reminder_due": True, "reminder_line": settings.reminders.wording or ""},
        kind="reminder",
        owner=Owner(type="appointment", id=appointment.id, version=appointment.version),
        expires_at=min(last_moment, appointment.starts_at - due.shift),
        plain="utter_reminder_plain",
    )
    return after_speaking(due, prompted)
