"""Plan the reminders of an appointment, as timers tied to its version."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from actions.basis.timers import set_timer
from actions.basis.work import Work
from bot.delivery.hours import last_moment_before, next_opening
from storage.models import Appointment, Patient

_BEFORE = re.compile(r"^(\d{1,3})([dh])$")
SOONEST_AFTER_BOOKING = timedelta(hours=4)
"""Nobody needs reminding of what they arranged this morning."""
_LEAST_NOTICE = {"d": timedelta(hours=2), "h": timedelta(minutes=30)}
"""A reminder that could come only later than so long before is sent before the night instead."""


async def plan_reminders(
    work: Work, appointment: Appointment, patient: Patient, conversation_id: str
) -> None:
    """Set a reminder for each time before that the practice chose; none when switched off.

    For who has arranged, or been told of, the time just now: none is sent in the next hours.
    """
    now = work.now_for(patient)
    for before, due in _due_times(work, appointment):
        if due >= now + SOONEST_AFTER_BOOKING:
            await _set(work, appointment, patient, conversation_id, before, due)


async def plan_reminders_of_known(
    work: Work,
    appointment: Appointment,
    patient: Patient,
    conversation_id: str,
    *,
    said: Collection[str] = (),
    overdue: Collection[str] = (),
) -> None:
    """The same for an appointment that the person has known of for longer: none to come is left
    out, nor one that is `overdue` and waited for the morning. Where none is, and nothing has been
    `said` yet, the last whose time went by is sent now, unless it is too old: a list of tomorrow's
    visits comes in the course of today."""
    now = work.now_for(patient)
    due_times = _due_times(work, appointment)
    oldest = now - timedelta(hours=work.practice.settings.max_age_hours.reminder)
    to_come = [(before, due) for before, due in due_times if due > now or before in overdue]
    late = [(due, before) for before, due in due_times if oldest < due <= now]
    if late and not to_come and not said:
        to_come = [(max(late)[1], now)]
    for before, due in to_come:
        await _set(work, appointment, patient, conversation_id, before, due)


def _due_times(work: Work, appointment: Appointment) -> list[tuple[str, datetime]]:
    """Each chosen "3d" with when it is due; none when reminders are switched off."""
    reminders = work.practice.settings.reminders
    if not reminders.enabled:
        return []
    return [(before, due_time(work, appointment, before)) for before in reminders.before]


def due_time(work: Work, appointment: Appointment, before: str) -> datetime:
    """When the reminder "3d" before this appointment is to be sent, in UTC."""
    settings, timezone = work.practice.settings, work.practice.timezone
    due = reminder_time(appointment.starts_at, before, work.timezone)
    least = min(_LEAST_NOTICE[before[-1]], appointment.starts_at - due)
    if next_opening(due, settings, timezone) <= appointment.starts_at - least:
        return due
    return last_moment_before(due, settings, timezone)


def is_before(key: str) -> bool:
    """Whether a timer's key is "3d" or "2h" before: a reminder tried again has another."""
    return _BEFORE.match(key) is not None


async def _set(
    work: Work,
    appointment: Appointment,
    patient: Patient,
    conversation_id: str,
    before: str,
    due: datetime,
) -> None:
    await set_timer(
        work,
        patient=patient,
        conversation_id=conversation_id,
        kind="reminder",
        owner_type="appointment",
        owner_id=appointment.id,
        owner_version=appointment.version,
        key=before,
        due_at=due,
        expires_at=appointment.starts_at,
    )


def reminder_time(starts_at: datetime, before: str, zone: ZoneInfo) -> datetime:
    """When a reminder "3d" or "2h" before `starts_at` is due, in UTC.

    Days are days of the calendar: a ten o'clock visit is reminded of at ten, also across a
    change of the clocks. Hours are hours.
    """
    match = _BEFORE.match(before)
    if match is None:
        raise ValueError(f"a reminder's time is like 3d or 2h, not {before!r}")
    amount, unit = int(match[1]), match[2]
    if unit == "h":
        return starts_at - timedelta(hours=amount)
    local = starts_at.astimezone(zone).replace(tzinfo=None) - timedelta(days=amount)
    return local.replace(tzinfo=zone).astimezone(UTC)
