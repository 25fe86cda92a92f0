"""Remind of an appointment: once, of its present time, and not of what has become otherwise."""

from __future__ import annotations

from datetime import datetime, timedelta

from actions.booking.plan_reminders import due_time, is_before, reminder_time
from actions.texts.queue_text import Owner
from bot.delivery.check import LOOK_AGAIN_AFTER
from bot.flow_names import REMINDER_FLOW
from bot.timers.due import Cancelled, Due, Expired, Outcome, Stale
from bot.timers.good_moment import (
    after_speaking,
    conversation_of,
    is_too_late,
    unless_good_moment,
)
from storage.models import Appointment, Timer
from storage.models.appointment import REMINDED_OF

_SOON = timedelta(hours=6)
"""A reminder that was put off gives way to one that comes so soon after."""


async def remind(due: Due) -> Outcome:
    """Ask whether the time still suits, or only tell it when another question is open."""
    timer = due.timer
    appointment = await due.uow.appointments.get(timer.owner_id)
    if appointment is None or appointment.version != timer.owner_version:
        return Stale("changed")
    if appointment.status not in REMINDED_OF:
        return Stale(appointment.status)
    settings = due.work.practice.settings
    hours = settings.max_age_hours.reminder
    if appointment.starts_at <= due.now or is_too_late(due, hours=hours):
        return Expired()
    if await _is_superseded(due, appointment):
        return Stale("superseded")
    conversation_id = await conversation_of(due)
    if conversation_id is None:
        return Cancelled("no_conversation")
    refusal = await unless_good_moment(due)
    if refusal is not None:
        return refusal
    last_moment = due.work.now + timedelta(hours=hours)
    prompted = await due.speaker.prompt(
        due.work,
        conversation_id,
        REMINDER_FLOW,
        {
            "reminder_due": True,
            "reminder_news": "",
            "reminder_line": settings.reminders.wording or "",
        },
        kind="reminder",
        owner=Owner(type="appointment", id=appointment.id, version=appointment.version),
        expires_at=min(last_moment, appointment.starts_at - due.shift),
        plain="utter_reminder_plain",
    )
    return after_speaking(due, prompted)


async def _is_superseded(due: Due, appointment: Appointment) -> bool:
    """Whether a later reminder of the same time is due too, or was sent: after a night, a hold or
    an outage one text says it all. One that staff try again is theirs: it neither gives way nor
    stands for another."""
    if not is_before(due.timer.key):
        return False
    planned = _planned(due, due.timer, appointment)
    others = await due.uow.timers.of_owner("appointment", appointment.id)
    return any(
        planned < (theirs := _planned(due, other, appointment))
        and (theirs[0] <= due.now or _says_it_soon(due, planned[0], theirs[0]))
        for other in others
        if other.kind == "reminder"
        and is_before(other.key)
        and other.owner_version == appointment.version
        and other.key != due.timer.key
        and other.status in ("waiting", "done")
    )


def _says_it_soon(due: Due, planned: datetime, later: datetime) -> bool:
    """Whether this one was put off, and the later one comes in the next hours or is all that is
    still of use: nobody gets the same text twice in a morning."""
    late = due.now - planned
    hours = due.work.practice.settings.max_age_hours.reminder
    is_old = late > timedelta(hours=hours)
    return is_old or (late >= LOOK_AGAIN_AFTER and later - due.now <= _SOON)


def _planned(due: Due, timer: Timer, appointment: Appointment) -> tuple[datetime, datetime]:
    """When it was to be sent, whatever it has waited for since, and then by how long before."""
    return (
        due_time(due.work, appointment, timer.key),
        reminder_time(appointment.starts_at, timer.key, due.work.timezone),
    )
