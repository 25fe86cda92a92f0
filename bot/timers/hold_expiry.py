"""A time that was held for somebody, and never taken, is free again."""

from __future__ import annotations

from actions.audit import record
from bot.timers.due import Done, Due, Later, Outcome, Stale


async def release_held_time(due: Due) -> Outcome:
    """Free a time that is still only held, once its holding has run out."""
    appointment = await due.uow.appointments.get(due.timer.owner_id)
    if appointment is None or appointment.status != "held":
        return Stale("taken" if appointment else "gone")
    if appointment.held_until is not None and appointment.held_until > due.now:
        return Later(appointment.held_until - due.shift)
    appointment.status = "cancelled"
    appointment.version += 1
    appointment.updated_at = due.now
    record(due.work, "hold_expired", appointment.id, subject_type="appointment")
    return Done()
