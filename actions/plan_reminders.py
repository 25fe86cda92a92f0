"""Plan the reminders of an appointment, as timers tied to its version."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from actions.timers import set_timer
from actions.work import Work
from storage.models import Appointment, Patient

_BEFORE = re.compile(r"^(\d{1,3})([dh])$")
SOONEST_AFTER_BOOKING = timedelta(hours=4)
"""Nobody needs reminding of what they arranged this morning."""


async def plan_reminders(
    work: Work, appointment: Appointment, patient: Patient, conversation_id: str
) -> None:
    """Set a reminder for each time before that the practice chose; none when switched off."""
    reminders = work.practice.settings.reminders
    if not reminders.enabled:
        return
    for before in reminders.before:
        due = reminder_time(appointment.starts_at, before, work.timezone)
        if due < work.now_for(patient) + SOONEST_AFTER_BOOKING:
            continue
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
